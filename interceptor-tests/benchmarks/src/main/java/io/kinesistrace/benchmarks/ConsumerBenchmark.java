package io.kinesistrace.benchmarks;

import io.kinesistrace.PartitionKeyPropagator;
import io.kinesistrace.consumer.KinesisConsumerTelemetry;
import io.kinesistrace.consumer.ShardTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reading keys, and a consumer's spans compared with the same spans written by hand; with an OpenTelemetry SDK that exports nothing. */
@State(Scope.Benchmark)
public class ConsumerBenchmark extends Timed {
    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final int BATCH = 500;
    private static final int LARGE_BATCH = 10_000;
    private static final int LINKS = 128;
    private static final AttributeKey<String> MESSAGE_ID = AttributeKey.stringKey("messaging.message.id");
    private static final AttributeKey<Long> MESSAGES = AttributeKey.longKey("messaging.batch.message_count");

    private final PartitionKeyPropagator propagator = PartitionKeyPropagator.create();
    private final Context root = Context.root();
    private final String plain = "order-17";
    /** A key of maximum length that differs from a traceparent only in the last character. */
    private final String hostile = TRACEPARENT.substring(0, 54) + "x" + "-".repeat(201);

    private final OpenTelemetrySdk openTelemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder().build())
            .build();
    private final Tracer tracer = openTelemetry.getTracer("by-hand");
    private final Attributes attributes = Attributes.builder()
            .put("messaging.system", "aws_kinesis")
            .put("messaging.operation.name", "process")
            .put("messaging.operation.type", "process")
            .put("messaging.destination.name", "orders")
            .put("messaging.destination.partition.id", "shardId-000000000000")
            .build();
    private final ShardTelemetry<String> shard = KinesisConsumerTelemetry.create(openTelemetry)
            .shard("orders", "shardId-000000000000", key -> key, key -> "1");

    private final Keys carrying = new Keys(CraftedKeys.distinct(Keys.COUNT));
    private final List<String> batch = CraftedKeys.distinct(BATCH);
    private final List<String> plainBatch =
            IntStream.range(0, BATCH).mapToObj(i -> "order-" + i).toList();
    private final List<String> distinctLarge = CraftedKeys.distinct(LARGE_BATCH);
    private final List<String> craftedLarge = CraftedKeys.ofOneHashCode(LARGE_BATCH);

    @Benchmark
    public Object extractPlain() {
        return propagator.extract(root, plain);
    }

    @Benchmark
    public Object extractCarrying() {
        return propagator.extract(root, carrying.next());
    }

    @Benchmark
    public Object extractHostile() {
        return propagator.extract(root, hostile);
    }

    @Benchmark
    public Object processRecord() throws Exception {
        return shard.<Object, Exception>process(carrying.next(), () -> shard);
    }

    @Benchmark
    public Object processRecordByHand() {
        SpanContext producer = read(carrying.next());
        return inSpan(builder()
                .setAttribute(MESSAGE_ID, "1")
                .setParent(Context.current().with(Span.wrap(producer)))
                .addLink(producer));
    }

    @Benchmark
    public Object processBatchOf500() throws Exception {
        return shard.<Object, Exception>processBatch(batch, () -> shard);
    }

    /** With as many links as the SDK keeps; the records after them are not read. */
    @Benchmark
    public Object processBatchOf500ByHand() {
        SpanBuilder span = builder().setAttribute(MESSAGES, (long) batch.size());
        for (String key : batch.subList(0, LINKS)) {
            span.addLink(read(key), Attributes.of(MESSAGE_ID, "1"));
        }
        return inSpan(span);
    }

    @Benchmark
    public Object processBatchOf500Plain() throws Exception {
        return shard.<Object, Exception>processBatch(plainBatch, () -> shard);
    }

    @Benchmark
    public Object processBatchOf10000() throws Exception {
        return shard.<Object, Exception>processBatch(distinctLarge, () -> shard);
    }

    /** All ids have the same hash code. */
    @Benchmark
    public Object processBatchOf10000Crafted() throws Exception {
        return shard.<Object, Exception>processBatch(craftedLarge, () -> shard);
    }

    private static SpanContext read(String key) {
        return SpanContext.createFromRemoteParent(
                key.substring(3, 35), key.substring(36, 52), TraceFlags.fromHex(key, 53), TraceState.getDefault());
    }

    private SpanBuilder builder() {
        return tracer.spanBuilder("process orders")
                .setSpanKind(SpanKind.CONSUMER)
                .setAllAttributes(attributes);
    }

    private Object inSpan(SpanBuilder builder) {
        Span span = builder.startSpan();
        try (io.opentelemetry.context.Scope scope = span.makeCurrent()) {
            return shard;
        } finally {
            span.end();
        }
    }
}
