package io.kinesistrace.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kinesistrace.PartitionKeyPropagator;
import io.kinesistrace.Spans;
import io.kinesistrace.classpath.Application;
import io.kinesistrace.kinesis.StreamReader;
import io.kinesistrace.playground.kinesis.LocalKinesis;
import io.kinesistrace.playground.lambda.EventSourceMapping;
import io.kinesistrace.playground.lambda.LambdaFunction;
import io.kinesistrace.playground.process.Downloads;
import io.kinesistrace.playground.zipkin.ZipkinServer;
import io.kinesistrace.playground.zipkin.ZipkinSpan;
import io.kinesistrace.servers.SharedServers;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.Record;

/** The examples do what they describe. */
@Tag("processes")
@ExtendWith(SharedServers.class)
class ExamplesTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> ORDERS = List.of("order-17", "order-18", "order-19", "order-20");
    private static final Map<String, String> KEY_TRAVELS = Map.of("KINESIS_TRACE_KEY_FORMAT", "traceparent-and-key");
    private static final PartitionKeyPropagator PROPAGATOR = PartitionKeyPropagator.create();

    private final LocalKinesis kinesis;
    private final ZipkinServer zipkin;
    private final String orders = "orders-" + UUID.randomUUID();

    ExamplesTest(LocalKinesis kinesis, ZipkinServer zipkin) {
        this.kinesis = kinesis;
        this.zipkin = zipkin;
        kinesis.createStream(orders, 2);
    }

    @Test
    void plainProducer_withTheAgent_isHandledByTheFunctionInTheTraceOfEachPut() throws InterruptedException {
        produce(Map.of());

        handle(OrderFunction.class, orders, Map.of());

        assertThat(eachOnTheShardOfItsOrder(orders)).hasSameSizeAs(ORDERS).allSatisfy(record -> {
            ZipkinSpan call = span(record, carried(record).getSpanId());
            assertThat(call.service()).isEqualTo("plain-producer");
            assertThat(call.name()).isEqualTo("kinesis.putrecord");
            assertThat(handledBy("order-function", record).parentId()).isEqualTo(call.id());
            assertThat(handledBy("order-function", record).tag("order"))
                    .isEqualTo(record.data().asUtf8String());
        });
    }

    @Test
    void relayFunction_betweenTwoStreams_keepsTheTraceAndTheGroup() throws InterruptedException {
        String shipments = "shipments-" + UUID.randomUUID();
        kinesis.createStream(shipments, 2);
        Map<String, String> relaying = new HashMap<>(KEY_TRAVELS);
        relaying.put("TARGET_STREAM", shipments);

        produce(KEY_TRAVELS);
        handle(RelayFunction.class, orders, relaying);
        handle(OrderFunction.class, shipments, Map.of());

        assertThat(eachOnTheShardOfItsOrder(shipments)).hasSameSizeAs(ORDERS).allSatisfy(record -> {
            assertThat(PROPAGATOR.originalKey(record.partitionKey()))
                    .isEqualTo(record.data().asUtf8String());
            ZipkinSpan relay = span(record, carried(record).getSpanId());
            assertThat(relay.service()).isEqualTo("relay-function");
            assertThat(span(record, relay.parentId()).service()).isEqualTo("plain-producer");
            assertThat(handledBy("order-function", record).parentId()).isEqualTo(relay.id());
        });
    }

    @Test
    void orderQueue_flushedInOneRequest_eachRecordCarriesTheSpanThatItWasQueuedIn() {
        OrderQueue queue = new OrderQueue(kinesis.client(), orders);
        for (int i = 0; i < ORDERS.size(); i++) {
            try (Scope scope = Spans.contextOf(queued(i)).makeCurrent()) {
                queue.add(ORDERS.get(i), SdkBytes.fromUtf8String(ORDERS.get(i)));
            }
        }

        try (Scope scope = Spans.contextOf(Spans.SPAN).makeCurrent()) {
            assertThat(queue.flush()).as("records left in the queue").isZero();
        }

        assertThat(eachOnTheShardOfItsOrder(orders)).hasSameSizeAs(ORDERS).allSatisfy(record -> assertThat(
                        carried(record).getSpanId())
                .isEqualTo(queued(ORDERS.indexOf(record.data().asUtf8String())).getSpanId()));
    }

    private static SpanContext queued(int i) {
        return Spans.spanContext(Spans.TRACE_ID, String.format("%016x", i + 1), "01");
    }

    private void produce(Map<String, String> environment) {
        Application.Result result = Application.of(PlainProducer.class)
                .jvmOption("-javaagent:" + Downloads.javaAgent("2.33.1").toAbsolutePath())
                .environment(application("plain-producer"))
                .environment(environment)
                .run(Stream.concat(Stream.of(orders), ORDERS.stream()).toArray(String[]::new));
        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    private void handle(Class<?> function, String stream, Map<String, String> environment) throws InterruptedException {
        String service = function == RelayFunction.class ? "relay-function" : "order-function";
        Map<String, String> all = new HashMap<>(application(service));
        all.putAll(environment);
        CountDownLatch missing = new CountDownLatch(ORDERS.size());
        try (LambdaFunction deployed = new LambdaFunction(function, all, Path.of("target", "examples", stream));
                EventSourceMapping mapping = new EventSourceMapping(
                        kinesis.client(), stream, deployed, 10, 1, delivery -> delivery.handledRecords()
                                .forEach(record -> missing.countDown()))) {
            mapping.start();
            assertThat(mapping.await(missing, LIMIT)).as("handled in time").isTrue();
        }
    }

    /** The environment variables that tell an application where Kinesis and Zipkin are. */
    private Map<String, String> application(String service) {
        Map<String, String> environment = new HashMap<>(zipkin.reporting(service));
        environment.put("AWS_ENDPOINT_URL_KINESIS", kinesis.endpoint().toString());
        environment.put("AWS_REGION", "us-east-1");
        environment.put("AWS_ACCESS_KEY_ID", "none");
        environment.put("AWS_SECRET_ACCESS_KEY", "none");
        return environment;
    }

    private List<Record> eachOnTheShardOfItsOrder(String stream) {
        StreamReader reader = new StreamReader(kinesis.client(), stream);
        reader.read().forEach((shard, records) -> assertThat(records).allSatisfy(record -> assertThat(shard)
                .isEqualTo(reader.shardOf(record.data().asUtf8String()))));
        return reader.readAll();
    }

    private static SpanContext carried(Record record) {
        return Span.fromContext(PROPAGATOR.extract(Context.root(), record.partitionKey()))
                .getSpanContext();
    }

    private ZipkinSpan span(Record record, String spanId) {
        return span(record, span -> span.id().equals(spanId));
    }

    private ZipkinSpan handledBy(String service, Record record) {
        return span(record, span -> span.service().equals(service));
    }

    /** Waits for a span in the trace that the record carries. */
    private ZipkinSpan span(Record record, Predicate<ZipkinSpan> which) {
        String traceId = carried(record).getTraceId();
        return await().atMost(LIMIT)
                .until(
                        () -> zipkin.query().trace(traceId).stream()
                                .filter(which)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }
}
