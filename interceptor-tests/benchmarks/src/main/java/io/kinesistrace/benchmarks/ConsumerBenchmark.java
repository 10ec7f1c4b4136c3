package io.kinesistrace.benchmarks;

import io.kinesistrace.PartitionKeyPropagator;
import io.kinesistrace.consumer.KinesisConsumerTelemetry;
import io.kinesistrace.consumer.ShardTelemetry;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reading keys, and the spans of a consumer with an OpenTelemetry SDK that exports nothing. */
@State(Scope.Benchmark)
public class ConsumerBenchmark extends Timed {
    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final int BATCH = 100;

    private final PartitionKeyPropagator propagator = PartitionKeyPropagator.create();
    private final Context root = Context.root();
    private final String plain = "order-17";
    private final String carrying = TRACEPARENT;
    private final String withKey = TRACEPARENT + ",,order-17";
    /** As long as a key may be, and like a traceparent up to its last character. */
    private final String hostile = TRACEPARENT.substring(0, 54) + "x" + "-".repeat(201);

    private final ShardTelemetry<String> shard = KinesisConsumerTelemetry.create(OpenTelemetrySdk.builder()
                    .setTracerProvider(SdkTracerProvider.builder().build())
                    .build())
            .shard("orders", "shardId-000000000000", key -> key, key -> "1");
    private final List<String> batch = batch();

    @Benchmark
    public Object extractPlain() {
        return propagator.extract(root, plain);
    }

    @Benchmark
    public Object extractCarrying() {
        return propagator.extract(root, carrying);
    }

    @Benchmark
    public Object extractHostile() {
        return propagator.extract(root, hostile);
    }

    @Benchmark
    public Object originalKeyPlain() {
        return propagator.originalKey(plain);
    }

    @Benchmark
    public Object originalKeyCarrying() {
        return propagator.originalKey(withKey);
    }

    @Benchmark
    public Object originalKeyHostile() {
        return propagator.originalKey(hostile);
    }

    @Benchmark
    public Object processRecord() throws Exception {
        return shard.<Object, Exception>process(carrying, () -> shard);
    }

    @Benchmark
    public Object processBatchOf100() throws Exception {
        return shard.<Object, Exception>processBatch(batch, () -> shard);
    }

    private static List<String> batch() {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            keys.add(String.format("00-4bf92f3577b34da6a3ce929d0e0e4736-%016x-01", i + 1));
        }
        return keys;
    }
}
