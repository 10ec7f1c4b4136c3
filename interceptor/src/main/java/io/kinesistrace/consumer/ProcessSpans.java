package io.kinesistrace.consumer;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Starts the spans {@code process {stream}}. */
final class ProcessSpans<R> {
    private static final String PROCESS = "process";

    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    private static final AttributeKey<String> OPERATION_NAME = AttributeKey.stringKey("messaging.operation.name");
    private static final AttributeKey<String> OPERATION_TYPE = AttributeKey.stringKey("messaging.operation.type");
    private static final AttributeKey<String> STREAM = AttributeKey.stringKey("messaging.destination.name");
    private static final AttributeKey<String> SHARD = AttributeKey.stringKey("messaging.destination.partition.id");
    private static final AttributeKey<String> SEQUENCE_NUMBER = AttributeKey.stringKey("messaging.message.id");
    private static final AttributeKey<Long> RECORDS = AttributeKey.longKey("messaging.batch.message_count");
    private static final AttributeKey<Long> DROPPED_LINKS = AttributeKey.longKey("kinesis.trace.links.dropped");

    /** The conventions name no system for Kinesis; this is what others write. */
    private static final String KINESIS = "aws_kinesis";

    private final Tracer tracer;
    private final String name;
    private final Attributes attributes;
    private final RecordReader<R> reader;
    private final boolean parentFromRecord;
    private final int maxLinks;

    ProcessSpans(
            Tracer tracer,
            String stream,
            @Nullable String shardId,
            RecordReader<R> reader,
            boolean parentFromRecord,
            int maxLinks) {
        this.tracer = tracer;
        this.name = PROCESS + ' ' + stream;
        // A null value is one that is not set.
        this.attributes = Attributes.builder()
                .put(SYSTEM, KINESIS)
                .put(OPERATION_NAME, PROCESS)
                .put(OPERATION_TYPE, PROCESS)
                .put(STREAM, stream)
                .put(SHARD, shardId)
                .build();
        this.reader = reader;
        this.parentFromRecord = parentFromRecord;
        this.maxLinks = maxLinks;
    }

    Span start(R record) {
        Context ambient = Context.current();
        Context producer = reader.extract(ambient, record);
        boolean carries = producer != ambient;
        SpanBuilder span = builder().setAttribute(SEQUENCE_NUMBER, reader.sequenceNumber(record));
        Context parent = parentFromRecord ? producer : ambient;
        span.setParent(parent);
        if (carries) {
            Context other = parentFromRecord ? ambient : producer;
            span.addLink(Span.fromContext(other).getSpanContext());
        }
        return span.startSpan();
    }

    Span start(Collection<? extends R> records) {
        SpanBuilder span = builder().setAttribute(RECORDS, (long) records.size());
        long dropped = eachProducer(records, span::addLink);
        if (dropped > 0) {
            span.setAttribute(DROPPED_LINKS, dropped);
        }
        return span.startSpan();
    }

    void link(Span span, Collection<? extends R> records) {
        long dropped = eachProducer(records, span::addLink);
        if (dropped > 0) {
            span.setAttribute(DROPPED_LINKS, dropped);
        }
    }

    /** Each producer's span once, with the sequence number of its first record, up to the limit; how many are beyond it. */
    private long eachProducer(Collection<? extends R> records, BiConsumer<SpanContext, Attributes> link) {
        Set<SpanContext> producers = new HashSet<>();
        for (R record : records) {
            SpanContext producer = reader.producerOf(record);
            if (producer.isValid() && producers.add(producer) && producers.size() <= maxLinks) {
                link.accept(producer, Attributes.of(SEQUENCE_NUMBER, reader.sequenceNumber(record)));
            }
        }
        return Math.max(0, producers.size() - maxLinks);
    }

    private SpanBuilder builder() {
        return tracer.spanBuilder(name).setSpanKind(SpanKind.CONSUMER).setAllAttributes(attributes);
    }
}
