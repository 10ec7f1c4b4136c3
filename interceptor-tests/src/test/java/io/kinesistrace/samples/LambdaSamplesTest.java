package io.kinesistrace.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesistrace.Spans;
import io.kinesistrace.playground.kinesis.LocalKinesis;
import io.kinesistrace.playground.lambda.EventSourceMapping;
import io.kinesistrace.playground.lambda.LambdaFunction;
import io.kinesistrace.servers.SharedServers;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkBytes;

/** The README's functions in the Java runtime of AWS Lambda, behind an event source mapping on the local Kinesis. */
@Tag("processes")
@ExtendWith(SharedServers.class)
class LambdaSamplesTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int ORDERS = 3;
    private static final String HANDLED = "Handled in trace ";
    private static final Map<String, String> NO_EXPORT =
            Map.of("OTEL_TRACES_EXPORTER", "none", "OTEL_METRICS_EXPORTER", "none", "OTEL_LOGS_EXPORTER", "none");

    private final LocalKinesis kinesis;
    private final String stream = "samples-" + UUID.randomUUID();
    private final List<String> expected = new ArrayList<>();

    LambdaSamplesTest(LocalKinesis kinesis) {
        this.kinesis = kinesis;
        kinesis.createStream(stream, 1);
        for (int i = 0; i < ORDERS; i++) {
            put("order-" + i);
        }
    }

    @Test
    void recordHandler_batchOfSeveral_eachOrderIsHandledInItsProducersTrace() throws Exception {
        assertThat(printedBy(io.kinesistrace.samples.onebyone.OrderHandler.class, ORDERS))
                .containsExactlyElementsOf(expected);
    }

    @Test
    void eventHandler_batchSizeOne_eachOrderIsHandledInItsProducersTrace() throws Exception {
        assertThat(printedBy(io.kinesistrace.samples.whole.OrderHandler.class, 1))
                .containsExactlyElementsOf(expected);
    }

    private List<String> printedBy(Class<?> handler, int batchSize) throws InterruptedException, IOException {
        CountDownLatch missing = new CountDownLatch(ORDERS);
        List<Path> logs;
        try (LambdaFunction function =
                        new LambdaFunction(handler, NO_EXPORT, Path.of("target", "test-samples", stream));
                EventSourceMapping mapping = new EventSourceMapping(
                        kinesis.client(), stream, function, batchSize, 1, delivery -> delivery.handledRecords()
                                .forEach(record -> missing.countDown()))) {
            mapping.start();
            assertThat(mapping.await(missing, LIMIT)).as("handled in time").isTrue();
            logs = function.logs();
        }
        return Files.readAllLines(logs.get(0)).stream()
                .filter(line -> line.startsWith(HANDLED))
                .toList();
    }

    private void put(String order) {
        String traceId = UUID.randomUUID().toString().replace("-", "");
        SpanContext producer = Spans.spanContext(traceId, traceId.substring(16), "01");
        expected.add(HANDLED + traceId);
        try (Scope scope = Spans.contextOf(producer).makeCurrent()) {
            kinesis.client()
                    .putRecord(request ->
                            request.streamName(stream).partitionKey("group").data(SdkBytes.fromUtf8String(order)));
        }
    }
}
