package io.kinesistrace.kcl;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kinesistrace.Spans;
import io.kinesistrace.kcl.DiaryPages.Exported;
import io.kinesistrace.kcl.DiaryPages.Handled;
import io.kinesistrace.playground.kinesis.LocalKinesis;
import io.kinesistrace.playground.process.ChildProcess;
import io.kinesistrace.playground.process.JavaProgram;
import io.kinesistrace.servers.SharedServers;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/**
 * A realistic fleet: two workers of the Kinesis Client Library, in processes of their own, share a stream, and one is killed while it works.
 * It runs once; the tests check the result.
 */
@ExtendWith(SharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KclFleetTest {
    private static final int ATTEMPTS = 5;
    private static final int SHARDS = 8;
    private static final int GROUPS = 50;
    private static final int EVENTS_PER_GROUP = 200;
    private static final int EVENTS_PER_GROUP_AND_PUT = 2;
    private static final int PUTS = EVENTS_PER_GROUP / EVENTS_PER_GROUP_AND_PUT;
    private static final int HANDLED_BEFORE_THE_KILL = 500;
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Path DIRECTORY = Path.of("target", "fleet");
    private static final Path SURVIVOR = DIRECTORY.resolve("survivor.diary");
    private static final Path VICTIM = DIRECTORY.resolve("victim.diary");

    private final LocalKinesis kinesis;
    private final String stream = "fleet-" + UUID.randomUUID();
    private final Map<String, SpanContext> producers = new HashMap<>();
    private DiaryPages survivor;
    private DiaryPages victim;

    KclFleetTest(LocalKinesis kinesis) {
        this.kinesis = kinesis;
    }

    @BeforeAll
    void runTheFleet() throws Exception {
        Files.createDirectories(DIRECTORY);
        kinesis.createStream(stream, SHARDS);
        boolean ran = false;
        for (int attempt = 1; !ran && attempt <= ATTEMPTS; attempt++) {
            ran = runTheFleet("fleet-of-two-" + attempt);
        }
        assertThat(ran).as("two workers share the shards").isTrue();
        survivor = DiaryPages.of(SURVIVOR);
        victim = DiaryPages.of(VICTIM);
    }

    /**
     * Returns false if one worker has all shards. This happens if it assigns them before it knows of the other worker, and does not change
     * while they are empty. In that case nothing has been put.
     */
    private boolean runTheFleet(String application) throws Exception {
        Files.deleteIfExists(SURVIVOR);
        Files.deleteIfExists(VICTIM);
        try (LocalDynamoDb dynamoDb = new LocalDynamoDb();
                ChildProcess first = start(dynamoDb, application, SURVIVOR);
                ChildProcess second = startOnceFounded(dynamoDb, application, VICTIM)) {
            await().atMost(LIMIT).until(() -> shardsTaken(SURVIVOR) + shardsTaken(VICTIM) >= SHARDS);
            if (shardsTaken(SURVIVOR) == 0 || shardsTaken(VICTIM) == 0) {
                return false;
            }
            put(0, PUTS / 2);
            await().atMost(LIMIT).until(() -> DiaryPages.of(VICTIM).handled().size() >= HANDLED_BEFORE_THE_KILL);
            second.handle().destroyForcibly();
            put(PUTS / 2, PUTS);
            await().atMost(LIMIT).until(this::isAllDone);
            return true;
        }
    }

    @Test
    void fleet_oneWorkerIsKilled_everyRecordIsHandled() {
        assertThat(producers).hasSize(GROUPS * EVENTS_PER_GROUP);
        assertThat(handled().map(Handled::event).collect(toSet())).isEqualTo(producers.keySet());
        assertThat(victim.handled()).as("killed while it worked").hasSizeLessThan(producers.size() / 2);
        assertThat(survivor.handled().stream().map(Handled::shard).distinct())
                .as("it took over")
                .hasSize(SHARDS);
    }

    @Test
    void fleet_oneWorkerIsKilled_groupsAreHandledInOrder() {
        Stream.concat(survivor.terms().stream(), victim.terms().stream()).forEach(term -> term.stream()
                .collect(groupingBy(Handled::group))
                .forEach((group, records) -> assertThat(records)
                        .as(group)
                        .extracting(Handled::number)
                        .containsExactlyElementsOf(IntStream.range(0, records.size())
                                .mapToObj(i -> records.get(0).number() + i)
                                .toList())));
    }

    @Test
    void fleet_swappedKeys_groupsStayOnTheirShards() {
        Map<String, Set<String>> shardsOfGroups =
                handled().collect(groupingBy(Handled::group, mapping(Handled::shard, toSet())));

        assertThat(shardsOfGroups).hasSize(GROUPS);
        assertThat(shardsOfGroups.values())
                .allSatisfy(shards -> assertThat(shards).hasSize(1));
    }

    @Test
    void fleet_everyRecord_isHandledInASpanInItsProducersTrace() {
        Map<String, Exported> spans = Stream.of(survivor, victim)
                .flatMap(diary -> diary.spansOfRecords().stream())
                .collect(toMap(Exported::spanId, Function.identity()));

        List<Handled> withoutSpan = new ArrayList<>();
        handled().forEach(record -> {
            SpanContext producer = producers.get(record.event());
            assertThat(record.traceId()).isEqualTo(producer.getTraceId());
            Exported span = spans.get(record.spanId());
            if (span == null) {
                withoutSpan.add(record);
            } else {
                assertThat(span.name()).isEqualTo("process " + stream);
                assertThat(span.traceId()).isEqualTo(producer.getTraceId());
                assertThat(span.parentSpanId()).isEqualTo(producer.getSpanId());
                assertThat(span.links()).as("to the producer and to the batch").isEqualTo(2);
            }
        });
        assertThat(victim.handled())
                .as("only records in progress when the worker was killed, at most one per shard")
                .containsAll(withoutSpan);
        assertThat(withoutSpan).hasSizeLessThanOrEqualTo(SHARDS);
    }

    @Test
    void fleet_everyBatch_isASpanThatLinksItsProducers() {
        assertThat(survivor.spansOfBatches()).isNotEmpty().allSatisfy(span -> {
            assertThat(span.name()).isEqualTo("process " + stream);
            assertThat(span.parentSpanId()).isEqualTo("0000000000000000");
            assertThat(span.links()).isPositive();
        });
    }

    private Stream<Handled> handled() {
        return Stream.concat(survivor.handled().stream(), victim.handled().stream());
    }

    private static int shardsTaken(Path diary) {
        return DiaryPages.of(diary).terms().size();
    }

    private boolean isAllDone() {
        survivor = DiaryPages.of(SURVIVOR);
        victim = DiaryPages.of(VICTIM);
        return handled().map(Handled::event).distinct().count() == producers.size()
                && survivor.spansOfRecords().size() == survivor.handled().size();
    }

    /** The library does not support two workers creating an application at the same time. */
    private ChildProcess startOnceFounded(LocalDynamoDb dynamoDb, String application, Path diary) {
        await().atMost(LIMIT).until(() -> dynamoDb.isFounded(application));
        return start(dynamoDb, application, diary);
    }

    private ChildProcess start(LocalDynamoDb dynamoDb, String application, Path diary) {
        String name = diary.getFileName().toString().replace(".diary", "");
        return JavaProgram.ofClass(FleetWorker.class.getName(), JavaProgram.classPath())
                .options(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"))
                .arguments(
                        kinesis.endpoint().toString(),
                        dynamoDb.endpoint().toString(),
                        stream,
                        application,
                        name,
                        diary.toString())
                .start(DIRECTORY.resolve(name + ".log"));
    }

    /** Each put contains events of every group, and has its own trace. */
    private void put(int from, int to) {
        for (int put = from; put < to; put++) {
            String traceId = UUID.randomUUID().toString().replace("-", "");
            SpanContext producer = Spans.spanContext(traceId, traceId.substring(16), "01");
            List<PutRecordsRequestEntry> records = new ArrayList<>();
            for (int i = 0; i < EVENTS_PER_GROUP_AND_PUT; i++) {
                for (int group = 0; group < GROUPS; group++) {
                    String event = "group-" + group + '/' + (put * EVENTS_PER_GROUP_AND_PUT + i);
                    producers.put(event, producer);
                    records.add(record("group-" + group, event));
                }
            }
            try (Scope scope = Spans.contextOf(producer).makeCurrent()) {
                assertThat(kinesis.client()
                                .putRecords(
                                        request -> request.streamName(stream).records(records))
                                .failedRecordCount())
                        .isZero();
            }
        }
    }

    private static PutRecordsRequestEntry record(String key, String data) {
        return PutRecordsRequestEntry.builder()
                .partitionKey(key)
                .data(SdkBytes.fromUtf8String(data))
                .build();
    }
}
