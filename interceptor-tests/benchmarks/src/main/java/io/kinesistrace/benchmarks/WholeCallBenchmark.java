package io.kinesistrace.benchmarks;

import io.kinesistrace.KinesisTraceInterceptor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;

/**
 * The whole {@code putRecord} of the SDK, answered in memory: with the interceptor on and off. It runs longer than the others, because there
 * is much code to compile and the difference is small compared with the variation between two JVMs.
 */
@State(Scope.Benchmark)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
public class WholeCallBenchmark extends Timed {
    /** If it is off, the hooks are still called but do nothing: the class path is the same. */
    @Param({"false", "true"})
    public boolean interceptor;

    private final PutRecordRequest put = Calls.put("orders", new byte[1024]);
    private KinesisClient client;

    @Setup
    public void setUp() {
        client = Calls.client(
                KinesisTraceInterceptor.builder().enabled(interceptor).build());
    }

    @Benchmark
    public Object putRecordInMemory(HookBenchmark.WithinSpan span) {
        return client.putRecord(put);
    }
}
