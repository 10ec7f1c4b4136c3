package io.kinesistrace.kcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kinesistrace.PartitionKeyPropagator;
import io.kinesistrace.RecordKey;
import io.kinesistrace.Spans;
import io.kinesistrace.examples.kcl.OrderService;
import io.kinesistrace.playground.kinesis.LocalKinesis;
import io.kinesistrace.servers.SharedServers;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/** The example in a worker of the real library, started once. */
@ExtendWith(SharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderServiceTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int USER_RECORDS = 20;
    private static final AttributeKey<String> MESSAGE_ID = AttributeKey.stringKey("messaging.message.id");

    private final InMemorySpanExporter exported = InMemorySpanExporter.create();
    private final Map<String, Span> spans = new ConcurrentHashMap<>();
    private final LocalKinesis kinesis;
    private final LocalDynamoDb dynamoDb = new LocalDynamoDb();
    private final LocalClients clients;
    private final KclWorker worker;

    OrderServiceTest(LocalKinesis kinesis) throws Exception {
        this.kinesis = kinesis;
        kinesis.createStream("orders", 2);
        this.clients = LocalClients.of(kinesis.endpoint(), dynamoDb.endpoint());
        OpenTelemetrySdk openTelemetry = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(exported))
                        .build())
                .build();
        this.worker = new KclWorker(
                OrderService.configure(
                        openTelemetry, clients.kinesis(), clients.dynamoDb(), clients.cloudWatch(), this::handled),
                clients.kinesis());
    }

    /** By default, the library reads only records that are put after it has started on a shard. */
    @BeforeAll
    void startAndWarmUp() {
        worker.start();
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(500)).until(() -> {
            put("a", "warm-up-a");
            put("b", "warm-up-b");
            return spans.keySet().containsAll(java.util.List.of("warm-up-a", "warm-up-b"));
        });
    }

    @AfterAll
    void stop() throws Exception {
        worker.close();
        clients.close();
        dynamoDb.close();
    }

    private void handled(KinesisClientRecord record) {
        spans.put(StandardCharsets.UTF_8.decode(record.data()).toString(), Span.current());
    }

    @Test
    void process_plainRecord_isInItsProducersTrace() {
        SpanContext producer = producer(1);
        try (Scope scope = Spans.contextOf(producer).makeCurrent()) {
            put("order-17", "plain");
        }

        assertThat(spanOf("plain").getTraceId()).isEqualTo(producer.getTraceId());
        assertThat(spanOf("plain").getParentSpanId()).isEqualTo(producer.getSpanId());
    }

    /** Without the hash of their own keys, the library would drop half of them because they belong to another shard. */
    @Test
    void process_aggregateOfTheProducerLibrary_everyUserRecordIsInTheTraceOfItsOwnKey() {
        AggregatedRecords aggregate = new AggregatedRecords();
        RecordKey first = userKey(0);
        for (int i = 0; i < USER_RECORDS; i++) {
            aggregate.add(userKey(i), "user-record-" + i);
        }
        kinesis.client().putRecord(request -> request.streamName("orders")
                .partitionKey("a")
                .explicitHashKey(first.explicitHashKey())
                .data(aggregate.toBytes()));

        for (int i = 0; i < USER_RECORDS; i++) {
            SpanData span = spanOf("user-record-" + i);
            assertThat(span.getTraceId()).isEqualTo(producer(100 + i).getTraceId());
            assertThat(span.getParentSpanId()).isEqualTo(producer(100 + i).getSpanId());
            assertThat(span.getAttributes().get(MESSAGE_ID)).endsWith(":" + i);
        }
    }

    /** All keys belong to one group and hence to one shard. */
    private static RecordKey userKey(int i) {
        return PartitionKeyPropagator.create().inject(Spans.contextOf(producer(100 + i)), "order-17");
    }

    private static SpanContext producer(int i) {
        return Spans.spanContext(String.format("%032x", i), String.format("%016x", i), "01");
    }

    private SpanData spanOf(String data) {
        await().atMost(LIMIT).until(() -> finished(data) != null);
        return finished(data);
    }

    private SpanData finished(String data) {
        Span span = spans.get(data);
        return exported.getFinishedSpanItems().stream()
                .filter(done -> span != null
                        && done.getSpanId().equals(span.getSpanContext().getSpanId()))
                .findFirst()
                .orElse(null);
    }

    private void put(String key, String data) {
        kinesis.client()
                .putRecord(request ->
                        request.streamName("orders").partitionKey(key).data(SdkBytes.fromUtf8String(data)));
    }
}
