package io.kinesistrace;

/** Which key decides the shard of a record whose partition key was replaced by a trace context. */
public enum ShardRouting {
    /**
     * The application's key. The explicit hash key is set to its MD5, which is what Kinesis would have computed itself, so the record stays on
     * the shard that it would have had, even after shards are split or merged. This is the default.
     */
    ORIGINAL_KEY,

    /**
     * The new key, which differs for every span: records of one group scatter across all shards and lose their order. Only for streams whose
     * consumers need neither grouping nor order.
     */
    PARTITION_KEY
}
