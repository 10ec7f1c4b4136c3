package io.kinesistrace.benchmarks;

import io.kinesistrace.KeyFormat;
import io.kinesistrace.KinesisTraceInterceptor;
import io.kinesistrace.ShardRouting;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;

/** The two hooks on one request, as the SDK calls them, compared with the minimum cost of replacing a key. */
@State(Scope.Benchmark)
public class HookBenchmark extends Timed {
    private static final byte[] DATA = new byte[1024];

    private final PutRecordRequest[] puts = IntStream.range(0, Keys.COUNT)
            .mapToObj(i -> Calls.put("orders", "order-" + i, DATA))
            .toArray(PutRecordRequest[]::new);
    private int next;
    private final ListBucketsRequest other = ListBucketsRequest.builder().build();
    private final KinesisTraceInterceptor byOriginalKey = KinesisTraceInterceptor.create();
    private final KinesisTraceInterceptor byPartitionKey = KinesisTraceInterceptor.builder()
            .routing(ShardRouting.PARTITION_KEY)
            .build();
    private final KinesisTraceInterceptor withKey = KinesisTraceInterceptor.builder()
            .keyFormat(KeyFormat.TRACEPARENT_AND_KEY)
            .build();
    private final KinesisTraceInterceptor excluding =
            KinesisTraceInterceptor.builder().excludeStreams("orders").build();
    private final ExecutionInterceptor empty = new ExecutionInterceptor() {
        @Override
        public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
            return context.request();
        }
    };

    private final ExecutionAttributes attributes = Calls.attributes();
    private final ExecutionAttributes instrumented = Calls.attributes()
            .putAttribute(
                    new ExecutionAttribute<>("benchmark.TracingExecutionInterceptor.Context"), (Object) Calls.SPAN);
    private ExecutionAttribute<Object> putCall;
    private final MessageDigest md5 = md5();

    /** A benchmark's name says whether it runs within a span. */
    @State(Scope.Thread)
    public static class WithinSpan {
        private io.opentelemetry.context.Scope scope;

        @Setup
        public void open() {
            scope = Calls.SPAN.makeCurrent();
        }

        @TearDown
        public void close() {
            scope.close();
        }
    }

    @Setup
    public void findOurAttribute() {
        putCall = Calls.putCallAttribute(byOriginalKey, attributes);
    }

    private SdkRequest call(ExecutionInterceptor interceptor, SdkRequest request) {
        return call(interceptor, request, attributes);
    }

    private SdkRequest call(ExecutionInterceptor interceptor, SdkRequest request, ExecutionAttributes attributes) {
        // Each SDK call has its own attributes, which do not contain ours yet.
        attributes.putAttribute(putCall, null);
        interceptor.beforeExecution(() -> request, attributes);
        SdkRequest modified = interceptor.modifyRequest(() -> request, attributes);
        interceptor.beforeMarshalling(() -> modified, attributes);
        return modified;
    }

    /** Each request has a different key. */
    private PutRecordRequest put() {
        return puts[next++ & Keys.COUNT - 1];
    }

    @Benchmark
    public Object floor() {
        PutRecordRequest put = put();
        byte[] hash = md5.digest(put.partitionKey().getBytes(StandardCharsets.UTF_8));
        return put.toBuilder()
                .partitionKey("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .explicitHashKey(hash.length == 16 ? "763679404708269414593072851680915699" : "0")
                .build();
    }

    @Benchmark
    public Object copy() {
        return put().toBuilder()
                .partitionKey("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .explicitHashKey("763679404708269414593072851680915699")
                .build();
    }

    @Benchmark
    public Object emptyHook() {
        return call(empty, other);
    }

    @Benchmark
    public Object anotherService() {
        return call(byOriginalKey, other);
    }

    @Benchmark
    public Object noSpan() {
        return call(byOriginalKey, put());
    }

    @Benchmark
    public Object excludedStream(WithinSpan span) {
        return call(excluding, put());
    }

    @Benchmark
    public Object putRecord(WithinSpan span) {
        return call(byOriginalKey, put());
    }

    @Benchmark
    public Object putRecordByPartitionKey(WithinSpan span) {
        return call(byPartitionKey, put());
    }

    @Benchmark
    public Object putRecordWithKey(WithinSpan span) {
        return call(withKey, put());
    }

    /** An instrumentation has stored the context of its span. */
    @Benchmark
    public Object putRecordUnderInstrumentation() {
        return call(byOriginalKey, put(), instrumented);
    }

    @Benchmark
    public Object putRecordTwoRegistrations(WithinSpan span) {
        PutRecordRequest put = put();
        attributes.putAttribute(putCall, null);
        byPartitionKey.beforeExecution(() -> put, attributes);
        byOriginalKey.beforeExecution(() -> put, attributes);
        SdkRequest first = byPartitionKey.modifyRequest(() -> put, attributes);
        SdkRequest second = byOriginalKey.modifyRequest(() -> first, attributes);
        byPartitionKey.beforeMarshalling(() -> second, attributes);
        byOriginalKey.beforeMarshalling(() -> second, attributes);
        return second;
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
