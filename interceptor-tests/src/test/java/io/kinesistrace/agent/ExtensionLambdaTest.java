package io.kinesistrace.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kinesistrace.KinesisTraceInterceptor;
import io.kinesistrace.Spans;
import io.kinesistrace.playground.kinesis.LocalKinesis;
import io.kinesistrace.playground.lambda.Delivery;
import io.kinesistrace.playground.lambda.EventSourceMapping;
import io.kinesistrace.playground.lambda.LambdaFunction;
import io.kinesistrace.playground.otlp.OtlpOutput;
import io.kinesistrace.playground.otlp.OtlpSpan;
import io.kinesistrace.playground.process.JavaProgram;
import io.kinesistrace.servers.SharedServers;
import io.opentelemetry.api.trace.SpanContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/** A Lambda function without our classes, in the Lambda runtime under the Java agent with our extension. */
@Tag("processes")
@ExtendWith(SharedServers.class)
class ExtensionLambdaTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int BATCH = 10;
    private static final String ROOT = "";

    private final LocalKinesis kinesis;

    ExtensionLambdaTest(LocalKinesis kinesis) {
        this.kinesis = kinesis;
    }

    @ParameterizedTest
    @ValueSource(classes = {PlainFunction.class, PlainStreamFunction.class})
    void function_oneRecordOrTen_continuesTheirTraceOrLinksThem(Class<?> handler) throws Exception {
        assertContinuesOrLinks(handler, Agents.NEWEST);
    }

    @Tag("matrix")
    @ParameterizedTest
    @ValueSource(strings = {"1.33.6", "2.10.0", "2.26.1"})
    void function_everyAgent_continuesTheTraceOrLinksIt(String agent) throws Exception {
        assertContinuesOrLinks(PlainFunction.class, agent);
    }

    @Tag("matrix")
    @Test
    void function_everyAgentThatTracesStreams_continuesTheTraceOrLinksIt() throws Exception {
        assertContinuesOrLinks(PlainStreamFunction.class, "2.26.1");
    }

    @Test
    void propagatorsNone_onlyRecord_isLinkedAndNotContinued() throws Exception {
        try (LambdaFunction function =
                function(PlainFunction.class, Agents.NEWEST, Map.of("OTEL_PROPAGATORS", "none"))) {
            SpanContext producer = newSpan();
            OtlpSpan span = invoke(function, List.of(producer));
            assertThat(span.parentId()).isEqualTo(ROOT);
            assertThat(span.links()).containsExactly(linkTo(producer));
        }
    }

    @Test
    void xRayParent_onlyRecord_parentStaysAndProducerIsLinked() throws Exception {
        Map<String, String> xRay = Map.of("OTEL_PROPAGATORS", "tracecontext,baggage,xray-lambda");
        try (LambdaFunction function = function(PlainFunction.class, Agents.NEWEST, xRay)) {
            function.xRayTrace("Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1");
            SpanContext producer = newSpan();
            OtlpSpan span = invoke(function, List.of(producer));
            assertThat(span.traceId()).isEqualTo("5759e988bd862e3fe1be46a994272793");
            assertThat(span.parentId()).isEqualTo("53995c3f42cd8ad8");
            assertThat(span.links()).containsExactly(linkTo(producer));
        }
    }

    /** With a configuration file, the agent ignores propagators of extensions. */
    @Tag("matrix")
    @Test
    void configurationFile_onlyRecord_traceIsContinued() throws Exception {
        Path file = Path.of("src", "test", "resources", "agent-configuration.yaml");
        Map<String, String> environment =
                Map.of("OTEL_CONFIG_FILE", file.toAbsolutePath().toString());
        try (LambdaFunction function = function(PlainFunction.class, Agents.NEWEST, environment)) {
            SpanContext producer = newSpan();
            OtlpSpan span = invoke(function, List.of(producer));
            assertThat(span.traceId()).isEqualTo(producer.getTraceId());
            assertThat(span.parentId()).isEqualTo(producer.getSpanId());
        }
    }

    /** This agent creates two spans per invocation, in two traces. */
    @Test
    void oldestAgent_functionIsNotTiedToItsProducer() throws Exception {
        try (LambdaFunction function = function(PlainFunction.class, Agents.OLDEST, Map.of())) {
            SpanContext producer = newSpan();
            OtlpSpan span = invoke(function, List.of(producer));
            assertThat(span.traceId()).isNotEqualTo(producer.getTraceId());
            assertThat(span.links()).isEmpty();
        }
    }

    @Test
    void module_switchedOff_functionIsNotTiedToItsProducer() throws Exception {
        Map<String, String> off = Map.of("OTEL_INSTRUMENTATION_KINESIS_TRACE_LAMBDA_ENABLED", "false");
        try (LambdaFunction function = function(PlainFunction.class, Agents.NEWEST, off)) {
            OtlpSpan span = invoke(function, List.of(newSpan()));
            assertThat(span.parentId()).isEqualTo(ROOT);
            assertThat(span.links()).isEmpty();
        }
    }

    private void assertContinuesOrLinks(Class<?> handler, String agent) throws Exception {
        try (LambdaFunction function = function(handler, agent, Map.of())) {
            SpanContext only = newSpan();
            OtlpSpan continued = invoke(function, List.of(only));
            assertThat(continued.traceId()).isEqualTo(only.getTraceId());
            assertThat(continued.parentId()).isEqualTo(only.getSpanId());
            assertThat(continued.links()).isEmpty();

            List<SpanContext> producers =
                    IntStream.range(0, BATCH).mapToObj(i -> newSpan()).toList();
            OtlpSpan linked = invoke(function, producers);
            assertThat(linked.parentId()).isEqualTo(ROOT);
            assertThat(linked.links())
                    .containsExactlyElementsOf(
                            producers.stream().map(ExtensionLambdaTest::linkTo).toList());

            OtlpSpan untraced = invoke(function, List.of(SpanContext.getInvalid()));
            assertThat(untraced.parentId())
                    .as("nothing is left of earlier invocations")
                    .isEqualTo(ROOT);
            assertThat(untraced.links()).isEmpty();
        }
    }

    private LambdaFunction function(Class<?> handler, String agent, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("JAVA_TOOL_OPTIONS", String.join(" ", Agents.withExtension(agent)));
        all.put("OTEL_TRACES_EXPORTER", OtlpOutput.LOG_EXPORTER);
        all.put("OTEL_METRICS_EXPORTER", "none");
        all.put("OTEL_LOGS_EXPORTER", "none");
        String classPath = JavaProgram.without(
                JavaProgram.classPathEntryOf(KinesisTraceInterceptor.class), JavaProgram.classPath());
        return new LambdaFunction(
                handler.getName(),
                classPath,
                all,
                Path.of("target", "extension-lambda", UUID.randomUUID().toString()));
    }

    /** The span of a single invocation that gets one record per producer span. */
    private OtlpSpan invoke(LambdaFunction function, List<SpanContext> producers) throws Exception {
        List<PutRecordsRequestEntry> records = producers.stream()
                .map(producer -> PutRecordsRequestEntry.builder()
                        .partitionKey(producer.isValid() ? Spans.traceparent(producer) : "group")
                        .data(SdkBytes.fromUtf8String("{}"))
                        .build())
                .toList();
        Delivery delivery = deliver(function, records);
        assertThat(delivery.records()).hasSameSizeAs(records);
        assertThat(delivery.response().failed()).as(delivery.response().body()).isFalse();
        String spanId = delivery.response().body().replace("\"", "");
        return await().atMost(LIMIT)
                .until(
                        () -> OtlpOutput.spansIn(function.logs().get(0)).stream()
                                .filter(span -> span.id().equals(spanId))
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }

    /** Uses a new stream, because a mapping reads a stream from its start. */
    private Delivery deliver(LambdaFunction function, List<PutRecordsRequestEntry> records) throws Exception {
        String stream = "extension-" + UUID.randomUUID();
        kinesis.createStream(stream, 1);
        kinesis.client().putRecords(request -> request.streamName(stream).records(records));
        BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
        try (EventSourceMapping mapping =
                new EventSourceMapping(kinesis.client(), stream, function, BATCH, 1, deliveries::add)) {
            mapping.start();
            Delivery delivery = deliveries.poll(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(delivery).as("the invocation").isNotNull();
            return delivery;
        }
    }

    private static OtlpSpan.Link linkTo(SpanContext producer) {
        return new OtlpSpan.Link(producer.getTraceId(), producer.getSpanId());
    }

    private static SpanContext newSpan() {
        String traceId = UUID.randomUUID().toString().replace("-", "");
        return Spans.spanContext(traceId, traceId.substring(16), "01");
    }
}
