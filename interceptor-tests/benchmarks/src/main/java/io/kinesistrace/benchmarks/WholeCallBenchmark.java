package io.kinesistrace.benchmarks;

import io.kinesistrace.KinesisTraceInterceptor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;

/**
 * The whole {@code putRecord} of the SDK, answered in memory: with the interceptor and with it switched off. Warmed up and repeated for
 * longer than the others: there is much code to compile, and what is looked for is small beside what two JVMs differ by.
 */
@State(Scope.Benchmark)
@Fork(
        value = 4,
        jvmArgs = {"-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch", "-XX:+UseParallelGC"})
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 8, time = 1)
public class WholeCallBenchmark extends Timed {
    /** With it off, the hooks are called and do nothing: the class path is that of this program. */
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
