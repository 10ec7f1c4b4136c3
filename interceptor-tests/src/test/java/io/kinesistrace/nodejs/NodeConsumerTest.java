package io.kinesistrace.nodejs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kinesistrace.KeyFormat;
import io.kinesistrace.KinesisTraceInterceptor;
import io.kinesistrace.Spans;
import io.kinesistrace.kinesis.StreamReader;
import io.kinesistrace.playground.kinesis.LocalKinesis;
import io.kinesistrace.playground.lambda.KinesisEventJson;
import io.kinesistrace.playground.process.NpmProject;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** A consumer in another language, with OpenTelemetry's packages for that language. */
@Tag("processes")
@ExtendWith(SharedServers.class)
class NodeConsumerTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Path VECTORS = Path.of("..", "interceptor", "docs", "wire-format-vectors.json");
    private static final Path DIRECTORY = Path.of("target", "nodejs-consumer");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The span in which each order was put. */
    private static final Map<String, SpanContext> PUTS = Map.of("order-17", span(17), "ключ", span(18), "😀", span(19));

    private final LocalKinesis kinesis;
    private final String stream = "nodejs-" + UUID.randomUUID();

    NodeConsumerTest(LocalKinesis kinesis) {
        this.kinesis = kinesis;
    }

    @BeforeEach
    void install() {
        NpmProject project = new NpmProject("nodejs-consumer", DIRECTORY);
        project.install();
        List.of("kinesis-trace.js", "handler.js", "vectors.js", "run.js").forEach(project::copy);
    }

    @Test
    void example_vectorsOfTheWireFormat_readsAndHashesEach() throws IOException {
        JsonNode vectors = JSON.readTree(VECTORS.toFile());

        assertThat(run("vectors.js", VECTORS))
                .containsExactly("read " + vectors.get("read").size() + " hash "
                        + vectors.get("hash").size());
    }

    @Test
    void handler_recordsOfTheJavaProducer_handlesEachInItsTrace() throws IOException {
        put(KeyFormat.TRACEPARENT);

        assertThat(handled()).hasSameSizeAs(PUTS.keySet()).allSatisfy(span -> {
            assertInTheTraceOfItsPut(span);
            assertThat(span.at("/attributes/order.key").isMissingNode()).isTrue();
        });
    }

    @Test
    void handler_recordsWithTheirOriginalKey_handlesEachInItsTraceByItsKey() throws IOException {
        put(KeyFormat.TRACEPARENT_AND_KEY);

        assertThat(handled()).hasSameSizeAs(PUTS.keySet()).allSatisfy(span -> {
            assertInTheTraceOfItsPut(span);
            assertThat(span.at("/attributes/order.key")).isEqualTo(span.at("/attributes/order.data"));
        });
    }

    private void assertInTheTraceOfItsPut(JsonNode span) {
        SpanContext put = PUTS.get(span.at("/attributes/order.data").asText());
        assertThat(span.get("name").asText()).isEqualTo("process " + stream);
        assertThat(span.get("traceId").asText()).isEqualTo(put.getTraceId());
        assertThat(span.get("parent").asText()).isEqualTo(put.getSpanId());
    }

    /** Puts the orders; the data is the key. */
    private void put(KeyFormat format) {
        kinesis.createStream(stream, 1);
        KinesisTraceInterceptor tracing =
                KinesisTraceInterceptor.builder().keyFormat(format).build();
        try (KinesisClient client = kinesis.configure(KinesisClient.builder())
                .overrideConfiguration(overrides -> overrides.addExecutionInterceptor(tracing))
                .build()) {
            PUTS.forEach((order, span) -> {
                try (Scope scope = Spans.contextOf(span).makeCurrent()) {
                    client.putRecord(record ->
                            record.streamName(stream).partitionKey(order).data(SdkBytes.fromUtf8String(order)));
                }
            });
        }
    }

    private List<JsonNode> handled() throws IOException {
        byte[] event = KinesisEventJson.of(
                stream, "shardId-000000000000", new StreamReader(kinesis.client(), stream).readAll());
        Path file = Files.write(DIRECTORY.resolve(stream + ".json"), event);
        List<JsonNode> spans = new ArrayList<>();
        for (String line : run("run.js", file)) {
            spans.add(JSON.readTree(line));
        }
        return spans;
    }

    /** Runs a program of the example; returns its output. */
    private static List<String> run(String program, Path argument) throws IOException {
        ProcessBuilder command =
                new ProcessBuilder("node", program, argument.toAbsolutePath().toString()).directory(DIRECTORY.toFile());
        Path log = Files.createTempFile(DIRECTORY, program, ".log");
        int exitCode = NpmProject.start(command, log).waitFor(LIMIT);
        assertThat(exitCode).as(Files.readString(log)).isZero();
        return Files.readAllLines(log);
    }

    private static SpanContext span(int number) {
        return Spans.spanContext(String.format("%032x", number), String.format("%016x", number), "01");
    }
}
