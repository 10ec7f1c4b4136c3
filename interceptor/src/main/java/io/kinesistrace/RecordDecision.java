package io.kinesistrace;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/** Whether a record is to carry a trace context: what the key alone cannot say. */
final class RecordDecision {
    private final PartitionKeyPropagator propagator;
    private final ServiceLimits limits;
    private final boolean leavesAggregates;

    RecordDecision(Settings settings, PartitionKeyPropagator propagator) {
        this.propagator = propagator;
        this.limits = new ServiceLimits(settings.maxRecordSize);
        // On the shard of its own key, an aggregate may carry like any other record.
        this.leavesAggregates = settings.routing == ShardRouting.PARTITION_KEY;
    }

    /**
     * Why a record is to be left as it is; {@link Outcome#INJECTED} where it is to carry.
     *
     * @param keyBytes of the partition key, as of {@link Utf8#length}; 0 where it is null
     */
    Outcome of(@Nullable SdkBytes data, @Nullable String partitionKey, int keyBytes) {
        if (data == null) {
            return Outcome.INVALID;
        }
        Outcome outcome = propagator.decide(partitionKey, keyBytes);
        if (outcome != Outcome.INJECTED) {
            return outcome;
        }
        if (leavesAggregates && Aggregation.isAggregate(data)) {
            return Outcome.AGGREGATED;
        }
        long dataBytes = dataBytes(data);
        return limits.recordCrosses(dataBytes + keyBytes, dataBytes + bytesOfCarrying(keyBytes))
                ? Outcome.TOO_LARGE
                : Outcome.INJECTED;
    }

    int bytesOfCarrying(int keyBytes) {
        return propagator.sizeOfCarrying(keyBytes);
    }

    static int keyBytes(@Nullable String partitionKey) {
        return partitionKey == null ? 0 : Utf8.length(partitionKey);
    }

    static int dataBytes(@Nullable SdkBytes data) {
        return data == null ? 0 : data.asByteArrayUnsafe().length;
    }
}
