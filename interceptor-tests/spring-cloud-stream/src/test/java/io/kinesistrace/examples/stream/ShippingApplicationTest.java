package io.kinesistrace.examples.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.kinesis.model.Record;

/** The application as it runs in production, under the agent, but for where its spans and its checkpoints go. */
@ExtendWith(SharedServers.class)
class ShippingApplicationTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final List<String> ORDERS =
            List.of("order-17", "order-18", "order-19", "order-20", "order-21", "order-22", "ключ", "😀");

    private final LocalKinesis kinesis;
    private final StreamReader orders;
    private final StreamReader shipments;
    private ChildProcess application;
    private ReportedSpans spans;

    ShippingApplicationTest(LocalKinesis kinesis) {
        this.kinesis = kinesis;
        orders = new StreamReader(kinesis.client(), "orders");
        shipments = new StreamReader(kinesis.client(), "shipments");
    }

    @BeforeEach
    void start() {
        kinesis.createStream("orders", 2);
        kinesis.createStream("shipments", 2);
        application = JavaProgram.ofClass(LocalShipping.class.getName(), JavaProgram.classPath())
                .options(List.of(
                        "-javaagent:" + Downloads.javaAgent("2.33.1").toAbsolutePath(), "-XX:TieredStopAtLevel=1"))
                .environment(OtlpOutput.REPORTING)
                .environment(Map.of(
                        "SPRING_CLOUD_AWS_ENDPOINT", kinesis.endpoint().toString(),
                        "SPRING_CLOUD_AWS_REGION_STATIC", "us-east-1",
                        "SPRING_CLOUD_AWS_CREDENTIALS_ACCESSKEY", "none",
                        "SPRING_CLOUD_AWS_CREDENTIALS_SECRETKEY", "none"))
                .arguments(ORDERS.toArray(String[]::new))
                .start(Path.of("target", "applications", "shipping.log"));
        spans = new ReportedSpans(application.log());
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void processor_betweenTwoStreams_isOneTracePerOrderOnItsShard() {
        Map<String, Record> shipped = recordsByOrder(shipments);
        Map<String, Record> ordered = recordsByOrder(orders);

        assertThat(ORDERS).allSatisfy(order -> {
            OtlpSpan ordering = spans.putOf(ordered.get(order));
            OtlpSpan shipping = spans.childOf(ordering, isMessageOf("ship-in-0"));
            OtlpSpan shipment = spans.putOf(shipped.get(order));
            assertThat(shipment.traceId()).isEqualTo(ordering.traceId());
            assertThat(spans.isBelow(shipment, shipping))
                    .as("the put that follows is below the span of the message")
                    .isTrue();
            assertThat(spans.childOf(shipment, isMessageOf("notifyCustomer-in-0")))
                    .isNotNull();
        });
        assertThat(spans.tracesOf(ordered.values())).as("one trace per order").hasSameSizeAs(ORDERS);
    }

    /** The agent's span of Spring Integration. */
    private static Predicate<OtlpSpan> isMessageOf(String binding) {
        return span -> span.name().equals("shipping." + binding + " process") && span.kind() == OtlpSpan.CONSUMER;
    }

    /** Once all are there, each on the shard of its order, which is the data, too. */
    private Map<String, Record> recordsByOrder(StreamReader stream) {
        await().atMost(LIMIT).until(() -> stream.readAll().size() >= ORDERS.size() || !application.isAlive());
        assertThat(stream.readAll()).as("see %s", application.log()).hasSameSizeAs(ORDERS);
        stream.read().forEach((shard, records) -> assertThat(records).allSatisfy(record -> assertThat(shard)
                .isEqualTo(stream.shardOf(record.data().asUtf8String()))));
        return stream.readAll().stream()
                .collect(Collectors.toMap(record -> record.data().asUtf8String(), Function.identity()));
    }
}
