package io.kinesistrace;

import io.opentelemetry.api.trace.SpanContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
    private final RecordDecision decision;
    private final RecordCounter counter;
    private final RequestSpan requestSpan = new RequestSpan();

    PutRequestRewriter(Settings settings, HashKey hashKey, RecordCounter counter) {
        this.streams = settings.streams;
        this.propagator = new PartitionKeyPropagator(settings.routing, settings.keyFormat, hashKey);
        this.decision = new RecordDecision(settings, propagator);
        this.counter = counter;
    }

    RequestSpan requestSpan() {
        return requestSpan;
    }

    /** Whether the records of a request are to carry a context, as far as its stream goes. */
    boolean takesPart(SdkRequest request) {
        if (streams.takesAll() || streams.matches(streamName(request))) {
            return true;
        }
        counter.add(Outcome.EXCLUDED, records(request));
        return false;
    }

    /** For a request that {@link #takesPart}. */
    SdkRequest rewrite(SdkRequest request, SpanContext span) {
        String traceparent = Traceparent.of(span);
        if (traceparent == null) {
            counter.add(Outcome.NO_SPAN, records(request));
            return request;
        }
        if (request instanceof PutRecordRequest) {
            return putRecord((PutRecordRequest) request, traceparent);
        }
        return putRecords((PutRecordsRequest) request, traceparent);
    }

    /** For a request that goes out as it was because of a fault. */
    void failed(SdkRequest request) {
        counter.add(Outcome.FAILED, records(request));
    }

    private PutRecordRequest putRecord(PutRecordRequest request, String traceparent) {
        String key = request.partitionKey();
        Outcome outcome = decision.of(request.data(), key, RecordDecision.keyBytes(key));
        PutRecordRequest rewritten = outcome != Outcome.INJECTED
                ? request
                : request.toBuilder()
                        .partitionKey(propagator.carrying(traceparent, key))
                        .explicitHashKey(propagator.explicitHashKey(key, request.explicitHashKey()))
                        .build();
        counter.add(outcome, 1);
        return rewritten;
    }

    private PutRecordsRequest putRecords(PutRecordsRequest request, String traceparent) {
        List<PutRecordsRequestEntry> entries = request.records();
        BatchDecision batch = new BatchDecision(decision, entries.size());
        for (int i = 0; i < entries.size(); i++) {
            PutRecordsRequestEntry entry = entries.get(i);
            batch.add(entry == null ? null : entry.data(), entry == null ? null : entry.partitionKey());
        }
        PutRecordsRequest rewritten = !batch.carriesAny()
                ? request
                : request.toBuilder()
                        .records(carrying(entries, batch, traceparent))
                        .build();
        batch.count(counter);
        return rewritten;
    }

    private List<PutRecordsRequestEntry> carrying(
            List<PutRecordsRequestEntry> entries, BatchDecision batch, String traceparent) {
        List<PutRecordsRequestEntry> carrying = new ArrayList<>(entries.size());
        BatchHashKeys hashKeys = new BatchHashKeys(propagator, entries.size());
        for (int i = 0; i < entries.size(); i++) {
            PutRecordsRequestEntry entry = entries.get(i);
            carrying.add(batch.carries(i) ? carrying(entry, hashKeys, traceparent) : entry);
        }
        return carrying;
    }

    private PutRecordsRequestEntry carrying(PutRecordsRequestEntry entry, BatchHashKeys hashKeys, String traceparent) {
        String key = entry.partitionKey();
        return entry.toBuilder()
                .partitionKey(propagator.carrying(traceparent, key))
                .explicitHashKey(hashKeys.explicitHashKey(key, entry.explicitHashKey()))
                .build();
    }

    private static int records(SdkRequest request) {
        return request instanceof PutRecordsRequest
                ? ((PutRecordsRequest) request).records().size()
                : 1;
    }

    private static @Nullable String streamName(SdkRequest request) {
        String name = request instanceof PutRecordRequest
                ? ((PutRecordRequest) request).streamName()
                : ((PutRecordsRequest) request).streamName();
        if (name != null) {
            return name;
        }
        // An SDK of before 2023 has no accessor for the ARN; asked for a field by name, it answers that it has none.
        return ((KinesisRequest) request)
                .getValueForField("StreamARN", String.class)
                .map(StreamFilter::nameOf)
                .orElse(null);
    }
}
