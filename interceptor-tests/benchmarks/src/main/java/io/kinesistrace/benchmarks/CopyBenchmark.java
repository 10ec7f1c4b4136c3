package io.kinesistrace.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/** The minimum cost of replacing the keys of a batch. */
@State(Scope.Benchmark)
public class CopyBenchmark extends Timed {
    @Param({"1", "10", "100", "500"})
    public int records;

    private Batches batches;

    @Setup
    public void setUp() {
        batches = new Batches(records, Keys.COUNT);
    }

    @Benchmark
    public Object copies() {
        PutRecordsRequest batch = batches.next();
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
