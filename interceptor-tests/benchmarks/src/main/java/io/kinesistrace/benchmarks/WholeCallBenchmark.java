package io.kinesistrace.benchmarks;

import io.kinesistrace.KinesisTraceInterceptor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;

/** The whole {@code putRecord} of the SDK, answered in memory: with the interceptor and with it switched off. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(8) // what is looked for is smaller than what two of them differ by
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class WholeCallBenchmark {
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
