package io.kinesistrace.benchmarks;

import io.kinesistrace.KinesisTraceInterceptor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;

/** The two hooks on a batch. Results are per request: divide by the number of records. */
@State(Scope.Benchmark)
public class BatchBenchmark extends Timed {
    @Param({"1", "10", "100", "500"})
    public int records;

    @Param({"distinct", "10"})
    public String keys;

    private final KinesisTraceInterceptor interceptor = KinesisTraceInterceptor.create();
    private final ExecutionAttributes attributes = Calls.attributes();
    private ExecutionAttribute<Object> putCall;
    private Batches batches;

    @Setup
    public void setUp() {
        batches = new Batches(records, keys.equals("distinct") ? Keys.COUNT : Integer.parseInt(keys));
        putCall = Calls.putCallAttribute(interceptor, attributes);
    }

    @Benchmark
    public Object putRecords(HookBenchmark.WithinSpan span) {
        PutRecordsRequest batch = batches.next();
        attributes.putAttribute(putCall, null);
        interceptor.beforeExecution(() -> batch, attributes);
        SdkRequest modified = interceptor.modifyRequest(() -> batch, attributes);
        interceptor.beforeMarshalling(() -> modified, attributes);
        return modified;
    }
}
