package io.kinesistrace;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The two fields by which Kinesis places a record on a shard. Immutable.
 *
 * <p>It deliberately has no {@code toString}: a partition key can be personal data, and objects end up in logs.
 */
public final class RecordKey {
    private final @Nullable String partitionKey;
    private final @Nullable String explicitHashKey;

    RecordKey(@Nullable String partitionKey, @Nullable String explicitHashKey) {
        this.partitionKey = partitionKey;
        this.explicitHashKey = explicitHashKey;
    }

    /**
     * Returns the partition key to send the record with.
     *
     * @return null only if {@link PartitionKeyPropagator#inject} was given null
     */
    public @Nullable String partitionKey() {
        return partitionKey;
    }

    /**
     * Returns the explicit hash key to send the record with.
     *
     * @return an unsigned decimal below 2<sup>128</sup>, or null to set none, so that Kinesis hashes the partition key
     */
    public @Nullable String explicitHashKey() {
        return explicitHashKey;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof RecordKey)) {
            return false;
        }
        RecordKey that = (RecordKey) other;
        return Objects.equals(partitionKey, that.partitionKey) && Objects.equals(explicitHashKey, that.explicitHashKey);
    }

    @Override
    public int hashCode() {
        return 31 * Objects.hashCode(partitionKey) + Objects.hashCode(explicitHashKey);
    }
}
