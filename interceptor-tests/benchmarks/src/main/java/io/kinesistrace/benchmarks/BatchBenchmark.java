package io.kinesistrace.benchmarks;

import io.kinesistrace.KinesisTraceInterceptor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/** The two hooks on a batch. Results are per request: divide by the number of records. */
@State(Scope.Benchmark)
public class BatchBenchmark extends Timed {
    private static final SdkBytes DATA = SdkBytes.fromByteArray(new byte[1024]);

    @Param({"1", "10", "100", "500"})
    public int records;

    @Param({"distinct", "10"})
    public String keys;

    private final KinesisTraceInterceptor interceptor = KinesisTraceInterceptor.create();
    private final ExecutionAttributes attributes = Calls.attributes();
    private ExecutionAttribute<Object> putCall;
    private PutRecordsRequest[] batches;
    private int next;

    @Setup
    public void setUp() {
        int groups = keys.equals("distinct") ? Keys.COUNT : Integer.parseInt(keys);
        batches = IntStream.range(0, Math.max(1, Keys.COUNT / records))
                .mapToObj(batch -> batch(batch * records, groups))
                .toArray(PutRecordsRequest[]::new);
        putCall = Calls.putCallAttribute(interceptor, attributes);
    }

    private PutRecordsRequest batch(int first, int groups) {
        List<PutRecordsRequestEntry> entries = new ArrayList<>();
        for (int i = first; i < first + records; i++) {
            entries.add(PutRecordsRequestEntry.builder()
                    // A new String for each record, as in an application.
                    .partitionKey("order-" + i % groups)
                    .data(DATA)
                    .build());
        }
        return PutRecordsRequest.builder().streamName("orders").records(entries).build();
    }

    private PutRecordsRequest batch() {
        next = next + 1 == batches.length ? 0 : next + 1;
        return batches[next];
    }

    @Benchmark
    public Object putRecords(HookBenchmark.WithinSpan span) {
        PutRecordsRequest batch = batch();
        attributes.putAttribute(putCall, null);
        interceptor.beforeExecution(() -> batch, attributes);
        SdkRequest modified = interceptor.modifyRequest(() -> batch, attributes);
        interceptor.beforeMarshalling(() -> modified, attributes);
        return modified;
    }

    /** The minimum cost of replacing keys: the copies. */
    @Benchmark
    public Object copies() {
        PutRecordsRequest batch = batch();
        List<PutRecordsRequestEntry> copied = new ArrayList<>(records);
        for (PutRecordsRequestEntry entry : batch.records()) {
            copied.add(entry.toBuilder()
                    .partitionKey("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                    .explicitHashKey("763679404708269414593072851680915699")
                    .build());
        }
        return batch.toBuilder().records(copied).build();
    }
}
