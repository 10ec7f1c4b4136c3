package io.kinesistrace;

/** Which key decides the shard of a record whose partition key was swapped for a trace context. */
public enum ShardRouting {
    /**
     * The key that the application gave. The explicit hash key is set to its MD5, which is what Kinesis would have computed itself, so
     * the record stays on the shard that it would have had, also after shards are split or merged. The default.
     */
    ORIGINAL_KEY,

    /**
     * The swapped key, a new one for every span: records of one group scatter over all shards and lose their order. For streams whose
     * consumers need neither grouping nor order.
     */
    PARTITION_KEY
}
