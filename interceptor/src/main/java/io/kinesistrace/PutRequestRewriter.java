package io.kinesistrace;

import io.opentelemetry.api.trace.SpanContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.kinesis.model.KinesisRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/**
 * Gives put requests their new keys. The only class that links to the model of Kinesis: it is loaded with the first put and not before, so
 * that the jar is at home in an application without the Kinesis module.
 *
 * <p>Requests and entries are copied, never changed; what stays as it was is the same instance.
 */
final class PutRequestRewriter {
    private final StreamFilter streams;
    private final PartitionKeyPropagator propagator;
    private final ServiceLimits limits;
    private final boolean leavesAggregates;

    PutRequestRewriter(Settings settings, HashKey hashKey) {
        this.streams = settings.streams;
        this.propagator = new PartitionKeyPropagator(settings.routing, settings.keyFormat, hashKey);
        this.limits = new ServiceLimits(settings.maxRecordSize);
        this.leavesAggregates = settings.routing == ShardRouting.PARTITION_KEY;
    }

    SdkRequest rewrite(SdkRequest request, SpanContext span) {
        String traceparent = Traceparent.of(span);
        if (traceparent == null) {
            return request;
        }
        if (request instanceof PutRecordRequest) {
            return putRecord((PutRecordRequest) request, traceparent);
        }
        if (request instanceof PutRecordsRequest) {
            return putRecords((PutRecordsRequest) request, traceparent);
        }
        return request;
    }

    private PutRecordRequest putRecord(PutRecordRequest request, String traceparent) {
        if (!streams.matches(streamName(request, request.streamName()))) {
            return request;
        }
        RecordKey key = carry(traceparent, request.data(), request.partitionKey(), request.explicitHashKey());
        if (key == null) {
            return request;
        }
        return request.toBuilder()
                .partitionKey(key.partitionKey())
                .explicitHashKey(key.explicitHashKey())
                .build();
    }

    private PutRecordsRequest putRecords(PutRecordsRequest request, String traceparent) {
        if (!streams.matches(streamName(request, request.streamName()))) {
            return request;
        }
        List<PutRecordsRequestEntry> entries = request.records();
        List<PutRecordsRequestEntry> carrying = new ArrayList<>(entries.size());
        boolean changed = false;
        long bytesBefore = 0;
        long bytesAfter = 0;
        for (PutRecordsRequestEntry entry : entries) {
            PutRecordsRequestEntry rewritten = entry == null ? null : entry(entry, traceparent);
            carrying.add(rewritten);
            changed |= rewritten != entry;
            bytesBefore += size(entry);
            bytesAfter += size(rewritten);
        }
        if (!changed || ServiceLimits.putRecordsCrosses(bytesBefore, bytesAfter)) {
            return request;
        }
        return request.toBuilder().records(carrying).build();
    }

    private PutRecordsRequestEntry entry(PutRecordsRequestEntry entry, String traceparent) {
        RecordKey key = carry(traceparent, entry.data(), entry.partitionKey(), entry.explicitHashKey());
        if (key == null) {
            return entry;
        }
        return entry.toBuilder()
                .partitionKey(key.partitionKey())
                .explicitHashKey(key.explicitHashKey())
                .build();
    }

    /** The new fields of one record; null where it is to be left as it is. */
    private @Nullable RecordKey carry(
            String traceparent,
            @Nullable SdkBytes data,
            @Nullable String partitionKey,
            @Nullable String explicitHashKey) {
        if (data == null || partitionKey == null || (leavesAggregates && Aggregation.isAggregate(data))) {
            return null;
        }
        RecordKey key = propagator.carry(traceparent, partitionKey, explicitHashKey);
        if (key == null || limits.recordCrosses(size(data, partitionKey), size(data, key.partitionKey()))) {
            return null;
        }
        return key;
    }

    private static long size(@Nullable PutRecordsRequestEntry entry) {
        return entry == null ? 0 : size(entry.data(), entry.partitionKey());
    }

    private static long size(@Nullable SdkBytes data, @Nullable String partitionKey) {
        long bytes = data == null ? 0 : data.asByteArrayUnsafe().length;
        return partitionKey == null ? bytes : bytes + Math.max(0, Utf8.length(partitionKey));
    }

    /** An SDK of before 2023 has no accessor for the ARN; asked for a field by name, it answers that it has none. */
    private static @Nullable String streamName(KinesisRequest request, @Nullable String streamName) {
        if (streamName != null) {
            return streamName;
        }
        return request.getValueForField("StreamARN", String.class)
                .map(StreamFilter::nameOf)
                .orElse(null);
    }
}
