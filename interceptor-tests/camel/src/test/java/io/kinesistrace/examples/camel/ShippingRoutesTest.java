package io.kinesistrace.examples.camel;

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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.kinesis.model.Record;

/** Camel's own producer and consumer, as they run in production, under the agent and without it. */
@ExtendWith(SharedServers.class)
class ShippingRoutesTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final List<String> ORDERS =
            List.of("order-17", "order-18", "order-19", "order-20", "order-21", "order-22", "ключ", "😀");

    private final LocalKinesis kinesis;
    private final String orders = "orders-" + UUID.randomUUID();
    private final String shipments = "shipments-" + UUID.randomUUID();
    private ChildProcess application;
    private ReportedSpans spans;

    ShippingRoutesTest(LocalKinesis kinesis) {
        this.kinesis = kinesis;
    }

    @BeforeEach
    void createStreams() {
        kinesis.createStream(orders, 2);
        kinesis.createStream(shipments, 2);
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void route_withThePolicyAndCamelsTracer_isOneTracePerOrderOnItsShard() {
        start(ShippingRoutes.class);

        Map<String, Record> shipped = recordsByOrder(shipments);
        Map<String, Record> ordered = recordsByOrder(orders);

        assertThat(ORDERS).allSatisfy(order -> {
            OtlpSpan ordering = spans.putOf(ordered.get(order));
            OtlpSpan exchange = spans.childOf(ordering, span -> span.kind() != OtlpSpan.CLIENT);
            OtlpSpan shipment = spans.putOf(shipped.get(order));
            assertThat(shipment.traceId()).isEqualTo(ordering.traceId());
            assertThat(spans.isBelow(shipment, exchange))
                    .as("the put is a descendant of the exchange's span")
                    .isTrue();
        });
        assertThat(spans.tracesOf(ordered.values())).as("one trace per order").hasSameSizeAs(ORDERS);
    }

    /** All spans are Camel's own; a put carries the span of its endpoint. */
    @Test
    void route_withoutAgent_isOneTracePerOrderOnItsShard() {
        start(RoutesWithoutAgent.class, List.of());

        Map<String, Record> shipped = recordsByOrder(shipments);
        Map<String, Record> ordered = recordsByOrder(orders);

        assertThat(ORDERS).allSatisfy(order -> {
            OtlpSpan ordering = spans.carriedBy(ordered.get(order));
            OtlpSpan shipment = spans.carriedBy(shipped.get(order));
            assertThat(spans.isBelow(shipment, ordering)).isTrue();
        });
        assertThat(spans.tracesOf(ordered.values())).as("one trace per order").hasSameSizeAs(ORDERS);
    }

    @Test
    void route_withoutAnyCode_passesOnTheProducersContextOnItsShard() {
        start(RelayWithoutTracer.class);

        Map<String, Record> shipped = recordsByOrder(shipments);
        Map<String, Record> ordered = recordsByOrder(orders);

        assertThat(ORDERS).allSatisfy(order -> assertThat(shipped.get(order).partitionKey())
                .isEqualTo(ordered.get(order).partitionKey())
                .endsWith(",," + order));
        assertThat(ordered.values()).allSatisfy(spans::putOf);
        assertThat(spans.tracesOf(ordered.values())).as("one trace per order").hasSameSizeAs(ORDERS);
    }

    private void start(Class<?> main) {
        start(main, List.of("-javaagent:" + Downloads.javaAgent("2.33.1").toAbsolutePath()));
    }

    private void start(Class<?> main, List<String> options) {
        application = JavaProgram.ofClass(main.getName(), JavaProgram.classPath())
                .options(options)
                .options(List.of("-XX:TieredStopAtLevel=1"))
                .environment(OtlpOutput.REPORTING)
                .environment(Map.of(
                        "KINESIS_TRACE_KEY_FORMAT", "traceparent-and-key",
                        "AWS_ENDPOINT_URL_KINESIS", kinesis.endpoint().toString(),
                        "AWS_REGION", "us-east-1",
                        "AWS_ACCESS_KEY_ID", "none",
                        "AWS_SECRET_ACCESS_KEY", "none"))
                .arguments(Stream.concat(Stream.of(orders, shipments), ORDERS.stream())
                        .toArray(String[]::new))
                .start(Path.of("target", "applications", main.getSimpleName() + ".log"));
        spans = new ReportedSpans(application.log());
    }

    private Map<String, Record> recordsByOrder(String stream) {
        return new StreamReader(kinesis.client(), stream).awaitOnTheirShards(ORDERS, application, LIMIT);
    }
}
