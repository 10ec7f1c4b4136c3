package io.kinesistrace.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesistrace.KinesisTraceInterceptor;
import io.kinesistrace.PartitionKeyPropagator;
import io.kinesistrace.ShardRouting;
import io.kinesistrace.Spans;
import io.kinesistrace.playground.kinesis.LocalKinesis;
import io.kinesistrace.servers.SharedServers;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.Record;

/** Records of many groups, put with every client and operation through a Kinesis that routes by hash, and read back. */
@Tag("processes")
@ExtendWith(SharedServers.class)
class RoundTripTest {
    private static final int SHARDS = 4;
    private static final int EVENTS_PER_GROUP = 30;
    private static final int THREADS = 64;

    /** The group is the partition key: Latin, non-Latin, emoji, right-to-left, combining, white space, control, longest, digits. */
    private static final List<String> GROUPS = List.of(
            "order-17",
            "a",
            "日本語のキー",
            "ключ",
            "مفتاح",
            "😀",
            "👩‍👩‍👧‍👦-family",
            "e\u0301galite\u0301",
            " ",
            "\t\n",
            "\u0000",
            "k".repeat(256),
            "語".repeat(256),
            "😀".repeat(128),
            "0",
            "340282366920938463463374607431768211455",
            "00-not-a-traceparent",
            "a,,b",
            "{\"json\":true}",
            "order-18");

    private final LocalKinesis kinesis;
    private final String stream = "round-trip-" + UUID.randomUUID();
    private final List<Put> puts = new ArrayList<>();

    /** A record that the application put, and its span. */
    private record Put(String group, int number, SdkBytes data, SpanContext span) {}

    RoundTripTest(LocalKinesis kinesis) {
        this.kinesis = kinesis;
    }

    @BeforeEach
    void createStream() {
        kinesis.createStream(stream, SHARDS);
    }

    @Test
    void putRecord_everyKindOfKey_staysOnItsShardInOrderAndCarriesItsSpan() {
        for (int number = 0; number < EVENTS_PER_GROUP; number++) {
            for (String group : GROUPS) {
                Put put = put(group, number, newSpan());
                within(put.span(), () -> kinesis.client().putRecord(request(put)));
            }
        }

        assertEveryRecordAsAskedAndCarryingItsSpan();
    }

    @Test
    void putRecordAsync_everyKindOfKey_staysOnItsShardInOrderAndCarriesItsSpan() {
        try (KinesisAsyncClient async = kinesis.asyncClient()) {
            for (int number = 0; number < EVENTS_PER_GROUP; number++) {
                // One event per group at a time, as in an application that needs order with an async client.
                List<CompletableFuture<?>> underway = new ArrayList<>();
                for (String group : GROUPS) {
                    Put put = put(group, number, newSpan());
                    within(put.span(), () -> underway.add(async.putRecord(request(put))));
                }
                underway.forEach(CompletableFuture::join);
            }
        }

        assertEveryRecordAsAskedAndCarryingItsSpan();
    }

    @Test
    void putRecords_everyKindOfKey_staysOnItsShardInOrderAndCarriesItsSpan() {
        putAllInBatches(kinesis.client());

        assertEveryRecordAsAskedAndCarryingItsSpan();
    }

    static Stream<Supplier<ExecutorService>> manyThreads() {
        Stream<Supplier<ExecutorService>> platform = Stream.of(() -> Executors.newFixedThreadPool(THREADS));
        return Stream.concat(platform, virtualThreads().stream());
    }

    /** Looked up by reflection: available from Java 21, while the tests compile for 17. */
    private static Optional<Supplier<ExecutorService>> virtualThreads() {
        try {
            Method factory = Executors.class.getMethod("newVirtualThreadPerTaskExecutor");
            return Optional.of(() -> {
                try {
                    return (ExecutorService) factory.invoke(null);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            });
        } catch (NoSuchMethodException before21) {
            return Optional.empty();
        }
    }

    @ParameterizedTest
    @MethodSource("manyThreads")
    void putRecord_oneClientForManyThreads_eachRecordCarriesTheSpanOfItsOwn(Supplier<ExecutorService> threads)
            throws Exception {
        ExecutorService executor = threads.get();
        CountDownLatch allInside = new CountDownLatch(THREADS);
        List<Future<?>> underway = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            Put put = put(GROUPS.get(thread % GROUPS.size()), thread, newSpan());
            underway.add(executor.submit(() -> {
                allInside.countDown();
                allInside.await();
                within(put.span(), () -> kinesis.client().putRecord(request(put)));
                return null;
            }));
        }
        for (Future<?> each : underway) {
            each.get();
        }
        executor.shutdown();

        Map<SdkBytes, Put> asked = putsByData();
        List<Record> records = new StreamReader(kinesis.client(), stream).readAll();
        assertThat(records).hasSize(THREADS);
        records.forEach(record -> assertCarries(record, asked.get(record.data())));
    }

    @Test
    void putRecord_routedByPartitionKey_carriesItsSpanButScatters() {
        KinesisTraceInterceptor scattering = KinesisTraceInterceptor.builder()
                .routing(ShardRouting.PARTITION_KEY)
                .build();
        try (KinesisClient client = kinesis.configure(KinesisClient.builder())
                .overrideConfiguration(overrides -> overrides.addExecutionInterceptor(scattering))
                .build()) {
            for (int number = 0; number < EVENTS_PER_GROUP; number++) {
                for (String group : GROUPS) {
                    Put put = put(group, number, newSpan());
                    within(put.span(), () -> client.putRecord(request(put)));
                }
            }
        }

        Map<String, Set<String>> shardsOfGroup = new HashMap<>();
        Map<SdkBytes, Put> asked = putsByData();
        new StreamReader(kinesis.client(), stream)
                .read()
                .forEach((shard, records) -> records.forEach(record -> {
                    Put put = asked.remove(record.data());
                    assertCarries(record, put);
                    shardsOfGroup
                            .computeIfAbsent(put.group(), group -> new HashSet<>())
                            .add(shard);
                }));
        assertThat(asked).as("records not read back").isEmpty();
        assertThat(shardsOfGroup.values())
                .allSatisfy(shards -> assertThat(shards).hasSizeGreaterThan(1));
    }

    private void putAllInBatches(KinesisClient client) {
        for (int number = 0; number < EVENTS_PER_GROUP; number++) {
            SpanContext span = newSpan();
            List<PutRecordsRequestEntry> entries = new ArrayList<>();
            for (String group : GROUPS) {
                entries.add(entry(put(group, number, span)));
            }
            PutRecordsRequest batch = PutRecordsRequest.builder()
                    .streamName(stream)
                    .records(entries)
                    .build();
            within(span, () -> assertThat(client.putRecords(batch).failedRecordCount())
                    .isZero());
        }
    }

    private void assertEveryRecordAsAskedAndCarryingItsSpan() {
        StreamReader reader = new StreamReader(kinesis.client(), stream);
        Map<SdkBytes, Put> asked = putsByData();
        Map<String, Integer> nextOfGroup = new HashMap<>();
        Map<String, String> shardOfGroup = new HashMap<>();
        GROUPS.forEach(group -> shardOfGroup.put(group, reader.shardOf(group)));

        reader.read()
                .forEach((shard, records) -> records.forEach(record -> {
                    Put put = asked.remove(record.data());
                    assertThat(put).as("a record that was put, read once").isNotNull();
                    assertThat(shard).as(put.group()).isEqualTo(shardOfGroup.get(put.group()));
                    assertThat(put.number())
                            .as(put.group())
                            .isEqualTo(nextOfGroup.merge(put.group(), 1, Integer::sum) - 1);
                    assertCarries(record, put);
                }));

        assertThat(asked).as("records not read back").isEmpty();
        assertThat(puts).hasSize(GROUPS.size() * EVENTS_PER_GROUP).hasSizeGreaterThanOrEqualTo(500);
        assertThat(new HashSet<>(shardOfGroup.values()))
                .as("the groups use all shards")
                .hasSize(SHARDS);
    }

    private static void assertCarries(Record record, Put put) {
        Context extracted = PartitionKeyPropagator.create().extract(Context.root(), record.partitionKey());
        SpanContext carried = Span.fromContext(extracted).getSpanContext();
        assertThat(carried.getTraceId()).isEqualTo(put.span().getTraceId());
        assertThat(carried.getSpanId()).isEqualTo(put.span().getSpanId());
    }

    private Map<SdkBytes, Put> putsByData() {
        Map<SdkBytes, Put> byData = new HashMap<>();
        puts.forEach(put -> byData.put(put.data(), put));
        assertThat(byData).as("every record has different data").hasSameSizeAs(puts);
        return byData;
    }

    /** The data is binary, not text. */
    private Put put(String group, int number, SpanContext span) {
        byte[] data = new byte[64];
        new Random(GROUPS.indexOf(group) * 1000L + number).nextBytes(data);
        Put put = new Put(group, number, SdkBytes.fromByteArray(data), span);
        puts.add(put);
        return put;
    }

    private PutRecordRequest request(Put put) {
        return PutRecordRequest.builder()
                .streamName(stream)
                .partitionKey(put.group())
                .data(put.data())
                .build();
    }

    private static PutRecordsRequestEntry entry(Put put) {
        return PutRecordsRequestEntry.builder()
                .partitionKey(put.group())
                .data(put.data())
                .build();
    }

    private static void within(SpanContext span, Runnable call) {
        try (Scope scope = Spans.contextOf(span).makeCurrent()) {
            call.run();
        }
    }

    private static SpanContext newSpan() {
        String traceId = UUID.randomUUID().toString().replace("-", "");
        return Spans.spanContext(traceId, traceId.substring(0, 16), "03");
    }
}
