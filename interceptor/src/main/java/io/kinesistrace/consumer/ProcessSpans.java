package io.kinesistrace.consumer;

import io.kinesistrace.PartitionKeyPropagator;
import io.kinesistrace.internal.span.RemoteSpan;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.Collection;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Starts the spans {@code process {stream}}. */
final class ProcessSpans<R> {
    private final Tracer tracer;
    private final String name;
    private final Attributes attributes;
    private final PartitionKeyPropagator propagator;
    private final RecordAccessors<R> accessors;
    private final boolean parentFromRecord;
    private final int maxLinks;

    ProcessSpans(
            KinesisConsumerTelemetry telemetry, String stream, @Nullable String shardId, RecordAccessors<R> accessors) {
        this.tracer = telemetry.tracer;
        this.name = Conventions.PROCESS + ' ' + stream;
        // An attribute with a null value is not set.
        this.attributes = Attributes.builder()
                .put(Conventions.SYSTEM, Conventions.KINESIS)
                .put(Conventions.OPERATION_NAME, Conventions.PROCESS)
                .put(Conventions.OPERATION_TYPE, Conventions.PROCESS)
                .put(Conventions.STREAM, stream)
                .put(Conventions.SHARD, shardId)
                .build();
        this.propagator = telemetry.propagator;
        this.accessors = accessors;
        this.parentFromRecord = telemetry.parentFromRecord;
        this.maxLinks = telemetry.maxLinks;
    }

    /** The conventions ask for a link to the message's creation context, even if that is the parent. */
    Span start(R record) {
        Context ambient = Context.current();
        Context producer = propagator.extract(ambient, accessors.partitionKey(record));
        SpanBuilder span = builder()
                .setAttribute(Conventions.SEQUENCE_NUMBER, accessors.sequenceNumber(record))
                .setParent(parentFromRecord ? producer : ambient);
        if (producer != ambient) {
            span.addLink(Span.fromContext(producer).getSpanContext());
            if (parentFromRecord) {
                span.addLink(Span.fromContext(ambient).getSpanContext());
            }
        }
        return span.startSpan();
    }

    Span start(Collection<? extends R> records) {
        SpanBuilder span = builder().setAttribute(Conventions.RECORDS, (long) records.size());
        long unlinked = eachProducer(records, span::addLink);
        if (unlinked > 0) {
            span.setAttribute(Conventions.UNLINKED_RECORDS, unlinked);
        }
        return span.startSpan();
    }

    void link(Span span, Collection<? extends R> records) {
        long unlinked = eachProducer(records, span::addLink);
        if (unlinked > 0) {
            span.setAttribute(Conventions.UNLINKED_RECORDS, unlinked);
        }
    }

    /**
     * Links each producer once, with the sequence number of its first record, and stops at the first producer beyond the limit.
     *
     * @return the number of records from that producer's on, which were not read for links
     */
    private long eachProducer(Collection<? extends R> records, BiConsumer<SpanContext, Attributes> link) {
        Producers producers = new Producers();
        long left = records.size();
        for (R record : records) {
            SpanContext producer = RemoteSpan.of(accessors.partitionKey(record));
            if (producer.isValid()) {
                boolean isFull = producers.size() == maxLinks;
                if (isFull && !producers.contains(producer)) {
                    return left;
                }
                if (!isFull && producers.add(producer)) {
                    link.accept(producer, Attributes.of(Conventions.SEQUENCE_NUMBER, accessors.sequenceNumber(record)));
                }
            }
            left--;
        }
        return 0;
    }

    private SpanBuilder builder() {
        return tracer.spanBuilder(name).setSpanKind(SpanKind.CONSUMER).setAllAttributes(attributes);
    }
}
