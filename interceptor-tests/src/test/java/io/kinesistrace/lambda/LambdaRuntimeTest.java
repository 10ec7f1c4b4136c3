package io.kinesistrace.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.kinesistrace.Spans;
import io.kinesistrace.playground.kinesis.LocalKinesis;
import io.kinesistrace.playground.lambda.Delivery;
import io.kinesistrace.playground.lambda.EventSourceMapping;
import io.kinesistrace.playground.lambda.LambdaFunction;
import io.kinesistrace.playground.zipkin.ZipkinServer;
import io.kinesistrace.playground.zipkin.ZipkinSpan;
import io.kinesistrace.servers.SharedServers;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.Record;

/** A function in the Java runtime of AWS Lambda, in a process of its own, behind an event source mapping on a real stream. */
@Tag("processes")
@ExtendWith(SharedServers.class)
class LambdaRuntimeTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Path LOGS = Path.of("target", "test-lambda");

    private final LocalKinesis kinesis;
    private final ZipkinServer zipkin;
    private final String stream = "lambda-" + UUID.randomUUID();
    private final ConcurrentLinkedQueue<Delivery> deliveries = new ConcurrentLinkedQueue<>();

    LambdaRuntimeTest(LocalKinesis kinesis, ZipkinServer zipkin) {
        this.kinesis = kinesis;
        this.zipkin = zipkin;
        kinesis.createStream(stream, 1);
    }

    @Test
    void recordThatCarriesAContext_functionContinuesTheTrace() throws Exception {
        SpanContext producer = newSpan();
        put("traced", "group", producer);

        consume(1, 1, 1, Map.of());

        ZipkinSpan span = spansOf("traced", 1).get(0);
        assertThat(span.traceId()).isEqualTo(producer.getTraceId());
        assertThat(span.parentId()).isEqualTo(producer.getSpanId());
    }

    @Test
    void recordThatCarriesNothing_functionStartsATraceOfItsOwn() throws Exception {
        put("untraced", "group", SpanContext.getInvalid());

        consume(1, 1, 1, Map.of());

        assertThat(spansOf("untraced", 1).get(0).parentId()).isNull();
    }

    @Test
    void eventOfSeveralRecords_functionStartsATraceOfItsOwnAndHandlesThemAll() throws Exception {
        for (int i = 0; i < 5; i++) {
            put("r" + i, "group", newSpan());
        }

        List<String> responses = consume(5, 5, 1, Map.of());

        assertThat(responses).singleElement().asString().contains("r0", "r1", "r2", "r3", "r4");
        // The function names its span after the last record.
        assertThat(spansOf("r4", 1).get(0).parentId()).isNull();
        assertThat(deliveries)
                .as("one or more batches, depending on the poller")
                .isNotEmpty();
    }

    @Test
    void poisonRecord_isTriedAgainAndNothingIsLostOrTurned() throws Exception {
        List<String> put = List.of("one", "two", TestFunction.POISON, "three", "four");
        SpanContext producer = newSpan();
        put.forEach(data -> put(data, "group", producer));

        consume(put.size(), 1, 1, Map.of());

        assertThat(deliveries.stream().filter(each -> !each.response().failed()).map(LambdaRuntimeTest::data))
                .containsExactlyElementsOf(put);
        assertThat(deliveries.stream().filter(each -> each.response().failed()))
                .hasSize(TestFunction.FAILURES)
                .allSatisfy(each -> {
                    assertThat(data(each)).isEqualTo(TestFunction.POISON);
                    assertThat(each.response().body()).contains("IllegalArgumentException", "cannot handle this, yet");
                });
        List<ZipkinSpan> attempts = spansOf(TestFunction.POISON, TestFunction.FAILURES + 1);
        assertThat(attempts).allSatisfy(span -> assertThat(span.traceId()).isEqualTo(producer.getTraceId()));
        assertThat(attempts.stream().filter(span -> span.tag("error") != null)).hasSize(TestFunction.FAILURES);
    }

    @Test
    void recordHandler_aRecordFailsTwice_eachIsHandledInItsProducersTraceAndInOrder() throws Exception {
        List<String> put = List.of("one", "two", TestFunction.POISON, "three", "four");
        Map<String, SpanContext> producers = new HashMap<>();
        put.forEach(data -> {
            producers.put(data, newSpan());
            put(data, "group", producers.get(data));
        });

        consume(TestRecordFunction.class, put.size(), put.size(), 1, Map.of());

        assertThat(deliveries.stream()
                        .flatMap(each -> each.handledRecords().stream())
                        .map(record -> record.data().asUtf8String()))
                .containsExactlyElementsOf(put);
        for (String data : put) {
            int attempts = data.equals(TestFunction.POISON) ? TestFunction.FAILURES + 1 : 1;
            assertThat(spansOf(data, attempts)).allSatisfy(span -> {
                assertThat(span.name()).isEqualTo("process " + stream);
                assertThat(span.traceId()).isEqualTo(producers.get(data).getTraceId());
                assertThat(span.parentId()).isEqualTo(producers.get(data).getSpanId());
                assertThat(span.tag("messaging.destination.partition.id")).isEqualTo("shardId-000000000000");
            });
        }
    }

    /** A known limit: Lambda orders records only by the replaced key. */
    @Test
    void parallelizationFactor2_swappedKeys_recordsOfOneGroupAreHandledAtOnce() throws Exception {
        int records = 16;
        for (int i = 0; i < records; i++) {
            put("r" + i, "group", newSpan());
        }
        CountDownLatch bothInside = new CountDownLatch(2);
        HttpServer gate = gate(bothInside);
        try {
            String address = "http://127.0.0.1:" + gate.getAddress().getPort() + "/";

            List<String> responses = consume(records, 1, 2, Map.of(TestFunction.GATE, address));

            assertThat(responses).hasSize(records).allSatisfy(each -> assertThat(each)
                    .contains("together"));
        } finally {
            gate.stop(0);
        }
    }

    @Test
    void parallelizationFactor2_keysOfTheApplication_recordsOfOneGroupAreHandledOneByOne() throws Exception {
        for (int i = 0; i < 10; i++) {
            put("a" + i, "group-a", SpanContext.getInvalid());
            put("b" + i, "group-b", SpanContext.getInvalid());
        }

        consume(20, 1, 2, Map.of());

        Map<String, List<Delivery>> groups = new HashMap<>();
        deliveries.stream()
                .sorted(Comparator.comparingLong(Delivery::startNanos))
                .forEach(each -> groups.computeIfAbsent(each.records().get(0).partitionKey(), key -> new ArrayList<>())
                        .add(each));
        assertThat(groups).hasSize(2);
        groups.values().forEach(LambdaRuntimeTest::assertOneAfterTheOther);
    }

    private static void assertOneAfterTheOther(List<Delivery> group) {
        for (int i = 1; i < group.size(); i++) {
            assertThat(group.get(i).startNanos())
                    .isGreaterThanOrEqualTo(group.get(i - 1).endNanos());
        }
    }

    /** Responds "together" as soon as two callers wait at the same time, and "alone" to a caller that waited in vain. */
    private static HttpServer gate(CountDownLatch bothInside) throws IOException {
        HttpServer gate = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gate.setExecutor(Executors.newCachedThreadPool());
        gate.createContext("/", exchange -> {
            bothInside.countDown();
            byte[] answer = (waitFor(bothInside) ? "together" : "alone").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        gate.start();
        return gate;
    }

    private static boolean waitFor(CountDownLatch latch) {
        try {
            return latch.await(LIMIT.toMillis() / 2, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Runs the function on the stream until it has handled the given number of records; returns its results. */
    private List<String> consume(int records, int batchSize, int parallelizationFactor, Map<String, String> environment)
            throws InterruptedException {
        return consume(TestFunction.class, records, batchSize, parallelizationFactor, environment);
    }

    private List<String> consume(
            Class<?> handler, int records, int batchSize, int parallelizationFactor, Map<String, String> environment)
            throws InterruptedException {
        CountDownLatch missing = new CountDownLatch(records);
        Map<String, String> all = new HashMap<>(environment);
        all.put(TestFunction.RUN, stream);
        all.putAll(zipkin.reporting("test-function"));
        try (LambdaFunction function = new LambdaFunction(handler, all, LOGS.resolve(stream));
                EventSourceMapping mapping = new EventSourceMapping(
                        kinesis.client(), stream, function, batchSize, parallelizationFactor, delivery -> {
                            deliveries.add(delivery);
                            delivery.handledRecords().forEach(record -> missing.countDown());
                        })) {
            mapping.start();
            assertThat(mapping.await(missing, LIMIT)).as("handled in time").isTrue();
        }
        return deliveries.stream()
                .filter(each -> !each.response().failed())
                .map(each -> each.response().body())
                .toList();
    }

    private List<ZipkinSpan> spansOf(String data, int count) {
        return await().atMost(LIMIT).until(() -> functionSpans(stream + data), spans -> spans.size() == count);
    }

    private List<ZipkinSpan> functionSpans(String data) {
        return zipkin.query().traces("data", data).stream()
                .flatMap(List::stream)
                .filter(span -> data.equals(span.tag("data")))
                .toList();
    }

    private void put(String data, String key, SpanContext span) {
        try (Scope scope = Spans.contextOf(span).makeCurrent()) {
            kinesis.client()
                    .putRecord(request ->
                            request.streamName(stream).partitionKey(key).data(SdkBytes.fromUtf8String(data)));
        }
    }

    private static String data(Delivery delivery) {
        Record only = delivery.records().get(0);
        return only.data().asUtf8String();
    }

    private static SpanContext newSpan() {
        String traceId = UUID.randomUUID().toString().replace("-", "");
        return Spans.spanContext(traceId, traceId.substring(16), "01");
    }
}
