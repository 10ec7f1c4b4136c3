package io.kinesistrace.examples.stream;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.kinesis.model.Record;

/** The application as it runs in production, under the agent, except for the destinations of its spans and checkpoints. */
@ExtendWith(SharedServers.class)
class ShippingApplicationTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final List<String> ORDERS =
            List.of("order-17", "order-18", "order-19", "order-20", "order-21", "order-22", "ключ", "😀");

    private final LocalKinesis kinesis;
    private final String ordersName = "orders-" + UUID.randomUUID();
    private final String shipmentsName = "shipments-" + UUID.randomUUID();
    private final StreamReader orders;
    private final StreamReader shipments;
    private ChildProcess application;
    private ReportedSpans spans;

    ShippingApplicationTest(LocalKinesis kinesis) {
        this.kinesis = kinesis;
        orders = new StreamReader(kinesis.client(), ordersName);
        shipments = new StreamReader(kinesis.client(), shipmentsName);
    }

    @BeforeEach
    void createStreams() {
        kinesis.createStream(ordersName, 2);
        kinesis.createStream(shipmentsName, 2);
    }

    private void start(Class<?> main, List<String> options, Map<String, String> environment) {
        application = JavaProgram.ofClass(main.getName(), JavaProgram.classPath())
                .options(options)
                .options(List.of(
                        "-XX:TieredStopAtLevel=1",
                        destination("orders-out-0", ordersName),
                        destination("ship-in-0", ordersName),
                        destination("ship-out-0", shipmentsName),
                        destination("notifyCustomer-in-0", shipmentsName)))
                .environment(environment)
                .environment(Map.of(
                        "SPRING_CLOUD_AWS_ENDPOINT", kinesis.endpoint().toString(),
                        "SPRING_CLOUD_AWS_REGION_STATIC", "us-east-1",
                        "SPRING_CLOUD_AWS_CREDENTIALS_ACCESSKEY", "none",
                        "SPRING_CLOUD_AWS_CREDENTIALS_SECRETKEY", "none"))
                .arguments(ORDERS.toArray(String[]::new))
                .start(Path.of("target", "applications", main.getSimpleName() + ".log"));
        spans = new ReportedSpans(application.log());
    }

    private static String destination(String binding, String stream) {
        return "-Dspring.cloud.stream.bindings." + binding + ".destination=" + stream;
    }

    private void startUnderTheAgent() {
        Map<String, String> environment = new HashMap<>(OtlpOutput.REPORTING);
        environment.put("MANAGEMENT_TRACING_ENABLED", "false");
        start(
                LocalShipping.class,
                List.of("-javaagent:" + Downloads.javaAgent("2.33.1").toAbsolutePath()),
                environment);
    }

    @AfterEach
    void stop() {
        application.close();
    }

    /**
     * Without an agent. The binder's observation has to be switched on, because otherwise no span encloses a put. It begins before the message
     * has the header, so the consumer's spans are in a separate trace.
     */
    @Test
    void producer_withMicrometersSpans_carriesTheSpanOfEachPut() {
        start(
                MicrometerShipping.class,
                List.of(),
                Map.of(
                        "SPRING_CLOUD_STREAM_KINESIS_BINDER_ENABLEOBSERVATION", "true",
                        "MANAGEMENT_TRACING_SAMPLING_PROBABILITY", "1.0",
                        "LOGGING_LEVEL_IO_OPENTELEMETRY_EXPORTER", "INFO"));

        assertThat(recordsByOrder(orders).values())
                .allSatisfy(order -> assertThat(spans.carriedBy(order).name()).isEqualTo("orders-out-0 send"));
        assertThat(recordsByOrder(shipments).values())
                .allSatisfy(
                        shipment -> assertThat(spans.carriedBy(shipment).name()).isEqualTo("ship-out-0 send"));
    }

    @Test
    void processor_betweenTwoStreams_isOneTracePerOrderOnItsShard() {
        startUnderTheAgent();
        Map<String, Record> shipped = recordsByOrder(shipments);
        Map<String, Record> ordered = recordsByOrder(orders);

        assertThat(ORDERS).allSatisfy(order -> {
            OtlpSpan ordering = spans.putOf(ordered.get(order));
            OtlpSpan shipping = spans.childOf(ordering, isMessageOf("ship-in-0"));
            OtlpSpan shipment = spans.putOf(shipped.get(order));
            assertThat(shipment.traceId()).isEqualTo(ordering.traceId());
            assertThat(spans.isBelow(shipment, shipping))
                    .as("the put is a descendant of the message's span")
                    .isTrue();
            assertThat(spans.childOf(shipment, isMessageOf("notifyCustomer-in-0")))
                    .isNotNull();
        });
        assertThat(spans.tracesOf(ordered.values())).as("one trace per order").hasSameSizeAs(ORDERS);
    }

    /** Matches the agent's span of Spring Integration. */
    private static Predicate<OtlpSpan> isMessageOf(String binding) {
        return span -> span.name().equals("shipping." + binding + " process") && span.kind() == OtlpSpan.CONSUMER;
    }

    private Map<String, Record> recordsByOrder(StreamReader stream) {
        return stream.awaitOnTheirShards(ORDERS, application, LIMIT);
    }
}
