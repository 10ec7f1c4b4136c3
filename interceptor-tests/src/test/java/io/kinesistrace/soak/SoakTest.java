package io.kinesistrace.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesistrace.PartitionKeyPropagator;
import io.kinesistrace.classpath.Application;
import io.kinesistrace.kinesis.StreamReader;
import io.kinesistrace.playground.kinesis.LocalKinesis;
import io.kinesistrace.servers.SharedServers;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.kinesis.model.Record;

/**
 * Many records over an unreliable network and service, with the interceptor and, as the reference, without it. Each runs once; the tests
 * compare the results.
 */
@Tag("processes")
@ExtendWith(SharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SoakTest {
    private static final int RECORDS = Integer.getInteger("soak.records", 6_000);
    private static final int BATCH = 100;
    private static final int BATCHES_PER_STREAM = 20;
    /** Many streams with few records each, because the local Kinesis gets slower with the number of records on a shard. */
    private static final int STREAMS = RECORDS / BATCH / BATCHES_PER_STREAM;

    private static final int SHARDS = 2;
    private static final Duration LIMIT = Duration.ofMinutes(30);
    /** Less than a hundred bytes per later record. */
    private static final long KEPT = 256 << 10;

    private final LocalKinesis kinesis;
    private final Run reference;
    private final Run carrying;

    /** The application's output, the faults of its requests, and the records on the shards, in order. */
    private record Run(
            Application.Result result, Map<FaultyKinesis.Mishap, Integer> mishaps, Map<String, List<Record>> shards) {

        Map<String, List<String>> dataByShard() {
            Map<String, List<String>> data = new LinkedHashMap<>();
            shards.forEach((shard, records) -> data.put(
                    shard,
                    records.stream().map(record -> record.data().asUtf8String()).toList()));
            return data;
        }

        List<Record> records() {
            List<Record> all = new ArrayList<>();
            shards.values().forEach(all::addAll);
            return all;
        }
    }

    SoakTest(LocalKinesis kinesis) {
        this.kinesis = kinesis;
        this.reference = run(Application.of(SoakApplication.class).without("kinesis-trace-interceptor-"));
        this.carrying = run(Application.of(SoakApplication.class));
    }

    private Run run(Application application) {
        List<String> streams = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            streams.add("soak-" + UUID.randomUUID());
            kinesis.createStream(streams.get(i), SHARDS);
        }
        try (FaultyKinesis faulty = new FaultyKinesis(kinesis.endpoint())) {
            Application.Result result = application
                    .jvmOption("-Daws.cborEnabled=false")
                    .jvmOption("-Xmx128m")
                    .limit(LIMIT)
                    .run(arguments(faulty, streams));
            assertThat(result.exitCode()).as(result.output()).isZero();
            return new Run(result, faulty.counts(), read(streams));
        }
    }

    private static String[] arguments(FaultyKinesis faulty, List<String> streams) {
        List<String> arguments = new ArrayList<>(
                List.of(faulty.endpoint().toString(), Integer.toString(BATCHES_PER_STREAM), Integer.toString(BATCH)));
        arguments.addAll(streams);
        return arguments.toArray(String[]::new);
    }

    private Map<String, List<Record>> read(List<String> streams) {
        Map<String, List<Record>> shards = new LinkedHashMap<>();
        for (int i = 0; i < streams.size(); i++) {
            String stream = "stream " + i + ", ";
            new StreamReader(kinesis.client(), streams.get(i))
                    .read()
                    .forEach((shard, records) -> shards.put(stream + shard, records));
        }
        return shards;
    }

    @Test
    void soak_throttlingAndBrokenConnections_everyKindOfFaultCame() {
        assertThat(carrying.mishaps()).containsOnlyKeys(FaultyKinesis.Mishap.values());
        assertThat(carrying.mishaps()).as("the same as without the interceptor").isEqualTo(reference.mishaps());
    }

    @Test
    void soak_throttlingAndBrokenConnections_nothingIsLost() {
        Set<String> data = new HashSet<>();
        carrying.records().forEach(record -> data.add(record.data().asUtf8String()));

        assertThat(data).hasSize(RECORDS);
    }

    @Test
    void soak_throttlingAndBrokenConnections_everyShardHoldsTheSameInTheSameOrderAsWithoutTheInterceptor() {
        assertThat(carrying.dataByShard()).hasSize(STREAMS * SHARDS);
        carrying.dataByShard().forEach((shard, data) -> assertThat(data)
                .isEqualTo(reference.dataByShard().get(shard)));
    }

    @Test
    void soak_throttlingAndBrokenConnections_everyRecordCarriesTheSpanOfItsBatch() {
        PartitionKeyPropagator propagator = PartitionKeyPropagator.create();

        assertThat(carrying.records()).allSatisfy(record -> {
            Context producer = propagator.extract(Context.root(), record.partitionKey());
            int batch = Integer.parseInt(record.data().asUtf8String()) / BATCH;
            assertThat(Span.fromContext(producer).getSpanContext().getSpanId())
                    .isEqualTo(String.format("%016x", batch + 1));
        });
        assertThat(reference.records())
                .allSatisfy(record -> assertThat(record.partitionKey()).startsWith("group-"));
    }

    @Test
    void soak_throttlingAndBrokenConnections_heapStaysFlat() {
        List<Long> heap = carrying.result().linesWith(SoakApplication.HEAP).stream()
                .map(line -> Long.parseLong(line.substring(SoakApplication.HEAP.length())))
                .toList();

        assertThat(heap).hasSizeGreaterThan(5);
        // Apart from classes and connections of the first batches, the heap must not grow.
        assertThat(heap.get(heap.size() - 1) - heap.get(2)).isLessThan(KEPT);
        assertThat(carrying.result().warnings()).isEmpty();
    }
}
