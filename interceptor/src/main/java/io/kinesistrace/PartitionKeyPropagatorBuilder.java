package io.kinesistrace;

import io.kinesistrace.internal.wire.KeyHash;
import io.kinesistrace.internal.wire.KeyWriter;
import java.util.Objects;

/** Options of a {@link PartitionKeyPropagator}. Not safe for use by several threads. */
public final class PartitionKeyPropagatorBuilder {
    private ShardRouting routing = ShardRouting.ORIGINAL_KEY;
    private KeyFormat keyFormat = KeyFormat.TRACEPARENT;

    PartitionKeyPropagatorBuilder() {}

    /**
     * Which key decides the shard. Default: {@link ShardRouting#ORIGINAL_KEY}. Change it only if the consumers need neither grouping nor
     * order.
     *
     * @param routing not null
     * @return this builder
     * @throws NullPointerException if null
     */
    public PartitionKeyPropagatorBuilder routing(ShardRouting routing) {
        this.routing = Objects.requireNonNull(routing, "routing");
        return this;
    }

    /**
     * The format of the partition key. Default: {@link KeyFormat#TRACEPARENT}. Change it if consumers read the partition key.
     *
     * @param keyFormat not null
     * @return this builder
     * @throws NullPointerException if null
     */
    public PartitionKeyPropagatorBuilder keyFormat(KeyFormat keyFormat) {
        this.keyFormat = Objects.requireNonNull(keyFormat, "keyFormat");
        return this;
    }

    /**
     * Creates the propagator with the current options.
     *
     * @return a new instance
     */
    public PartitionKeyPropagator build() {
        return new PartitionKeyPropagator(new KeyWriter(routing, keyFormat, KeyHash.md5()));
    }
}
