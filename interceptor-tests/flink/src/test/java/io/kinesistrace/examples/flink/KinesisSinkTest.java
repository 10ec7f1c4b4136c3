package io.kinesistrace.examples.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesistrace.kinesis.ReportedSpans;
import io.kinesistrace.kinesis.StreamReader;
import io.kinesistrace.playground.kinesis.LocalKinesis;
import io.kinesistrace.playground.otlp.OtlpOutput;
import io.kinesistrace.playground.otlp.OtlpSpan;
import io.kinesistrace.playground.process.ChildProcess;
import io.kinesistrace.playground.process.Downloads;
import io.kinesistrace.playground.process.JavaProgram;
import io.kinesistrace.servers.SharedServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.kinesis.model.Record;

/** The sink in a Flink cluster, under the agent. */
@ExtendWith(SharedServers.class)
class KinesisSinkTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** This version of Flink was built for Java 11. */
    private static final List<String> OPENED =
            List.of("java.lang", "java.lang.invoke", "java.util", "java.util.concurrent", "java.time", "java.net");

    private final LocalKinesis kinesis;
    private final String stream = "flink-" + UUID.randomUUID();
    private final Path output = Path.of("target", "applications", stream + ".log");

    KinesisSinkTest(LocalKinesis kinesis) {
        this.kinesis = kinesis;
        kinesis.createStream(stream, 2);
    }

    @Test
    void sink_withoutAnyCode_carriesTheSpanOfEachBatch() throws IOException {
        List<Record> records = run(false);

        assertThat(records).hasSize(OrderSource.ORDERS);
        Map<String, OtlpSpan> spans = spansById();
        Set<String> batches = new HashSet<>();
        assertThat(records).allSatisfy(record -> {
            OtlpSpan call = spans.get(spanId(record));
            assertThat(call.name()).isEqualTo("Kinesis.PutRecords");
            assertThat(record.partitionKey()).contains(call.traceId());
            batches.add(call.id());
        });
        assertThat(batches).hasSizeBetween(2, OrderSource.ORDERS / 2);
    }

    @Test
    void sink_keysStampedAndARestoreFromACheckpoint_eachElementIsInItsTrace() throws IOException {
        List<Record> records = run(true);

        assertThat(Files.readString(output))
                .as("was restored from a checkpoint that holds orders, see %s", output)
                .containsPattern(OrderSource.RESTORED + "[1-9]");
        Map<String, OtlpSpan> spans = spansById();
        assertThat(spans.values())
                .filteredOn(span -> span.name().equals("Kinesis.PutRecords"))
                .as("nothing was sent before the restore, so what the checkpoint holds was in the buffer")
                .hasSize(1);
        assertThat(records.stream().map(record -> record.data().asUtf8String()).distinct())
                .as("no record is lost")
                .hasSize(OrderSource.ORDERS);
        assertThat(records).allSatisfy(record -> {
            OtlpSpan span = spans.get(spanId(record));
            assertThat(span.name()).isEqualTo(OrderSpans.NAME);
            assertThat(record.partitionKey())
                    .contains(span.traceId())
                    .endsWith(",," + record.data().asUtf8String());
        });
        assertThat(ordersByTrace(records).values())
                .as("each order has its own trace")
                .allSatisfy(orders -> assertThat(orders).hasSize(1));
    }

    /** Runs the job and returns all records, checked to be on the shard of their order. */
    private List<Record> run(boolean traced) throws IOException {
        List<String> options = Stream.concat(
                        Stream.of(
                                "-javaagent:" + Downloads.javaAgent("2.33.1").toAbsolutePath(),
                                "-XX:TieredStopAtLevel=1"),
                        OPENED.stream().map(name -> "--add-opens=java.base/" + name + "=ALL-UNNAMED"))
                .toList();
        try (ChildProcess job = JavaProgram.ofClass(LocalJob.class.getName(), JavaProgram.classPath())
                .options(options)
                .environment(OtlpOutput.REPORTING)
                .arguments(kinesis.endpoint().toString(), stream, Boolean.toString(traced))
                .start(output)) {
            assertThat(job.waitFor(LIMIT)).as(Files.readString(output)).isZero();
        }
        StreamReader reader = new StreamReader(kinesis.client(), stream);
        reader.read().forEach((shard, records) -> assertThat(records).allSatisfy(record -> assertThat(shard)
                .isEqualTo(reader.shardOf(record.data().asUtf8String()))));
        return reader.readAll();
    }

    private Map<String, OtlpSpan> spansById() {
        return new ReportedSpans(output).all().stream().collect(Collectors.toMap(OtlpSpan::id, Function.identity()));
    }

    private static String spanId(Record record) {
        return record.partitionKey().split("-", 4)[2];
    }

    private static Map<String, Set<String>> ordersByTrace(List<Record> records) {
        return records.stream()
                .collect(Collectors.groupingBy(
                        record -> record.partitionKey().split("-", 4)[1],
                        Collectors.mapping(record -> record.data().asUtf8String(), Collectors.toSet())));
    }
}
