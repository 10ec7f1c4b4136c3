package io.kinesistrace.kcl;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kinesistrace.KinesisTraceInterceptor;
import io.kinesistrace.Spans;
import io.kinesistrace.agent.Agents;
import io.kinesistrace.agent.ChildLoaderApplication;
import io.kinesistrace.classpath.Application;
import io.kinesistrace.playground.kinesis.LocalKinesis;
import io.kinesistrace.playground.otlp.OtlpOutput;
import io.kinesistrace.playground.otlp.OtlpSpan;
import io.kinesistrace.playground.process.ChildProcess;
import io.kinesistrace.playground.process.JavaProgram;
import io.kinesistrace.servers.SharedServers;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Scope;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkBytes;

/** A worker under the Java agent with our extension. */
@ExtendWith(SharedServers.class)
class AgentExtensionTest {
    private static final int RECORDS = 6;
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String OURS = "io.kinesistrace.kcl.TracingProcessorFactory";

    private final LocalKinesis kinesis;
    private final String stream = "extension-" + UUID.randomUUID();

    AgentExtensionTest(LocalKinesis kinesis) {
        this.kinesis = kinesis;
    }

    @Test
    void worker_withNothingOfOurs_handlesBatchesInSpansThatLinkTheirProducers() throws Exception {
        kinesis.createStream(stream, 1);
        IntStream.range(0, RECORDS).forEach(this::put);

        try (LocalDynamoDb dynamoDb = new LocalDynamoDb();
                ChildProcess worker = startPlainWorker(dynamoDb)) {
            await().atMost(LIMIT)
                    .until(() -> handled(worker).size() == RECORDS
                            && spans(worker)
                                    .keySet()
                                    .containsAll(handled(worker).values()));
            Map<String, OtlpSpan> spans = spans(worker);
            handled(worker).forEach((record, span) -> assertThat(spans.get(span).links())
                    .contains(linkTo(producer(Integer.parseInt(record)))));
        }
    }

    private ChildProcess startPlainWorker(LocalDynamoDb dynamoDb) {
        String classPath = JavaProgram.without(
                JavaProgram.classPathEntryOf(KinesisTraceInterceptor.class), JavaProgram.classPath());
        return JavaProgram.ofClass(PlainWorker.class.getName(), classPath)
                .options(Agents.withExtension(Agents.NEWEST))
                .environment(OtlpOutput.REPORTING)
                .arguments(kinesis.endpoint().toString(), dynamoDb.endpoint().toString(), stream)
                .start(Path.of("target", "plain-worker.log"));
    }

    /** The handled records by content, with the span in which each was handled. */
    private static Map<String, String> handled(ChildProcess worker) {
        return wholeLines(worker)
                .filter(line -> line.startsWith(PlainWorker.HANDLED))
                .map(line -> line.split(" "))
                .collect(toMap(words -> words[1], words -> words[2]));
    }

    private static Stream<String> wholeLines(ChildProcess worker) {
        try {
            String text = Files.readString(worker.log());
            return text.substring(0, text.lastIndexOf('\n') + 1).lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, OtlpSpan> spans(ChildProcess worker) {
        return OtlpOutput.spansIn(worker.log()).stream()
                .filter(span -> span.name().equals("process " + stream))
                .collect(toMap(OtlpSpan::id, span -> span));
    }

    private static OtlpSpan.Link linkTo(SpanContext producer) {
        return new OtlpSpan.Link(producer.getTraceId(), producer.getSpanId());
    }

    @Test
    void worker_withNothingOfOurs_isTracedByTheExtension() {
        assertThat(takeUp(underTheAgent(TakingUpApplication.class).withoutJarOf(KinesisTraceInterceptor.class)))
                .singleElement()
                .asString()
                .contains("agentextension");
    }

    @Test
    void worker_withOurJar_isTracedByItselfAlone() {
        assertThat(takeUp(underTheAgent(TakingUpApplication.class), TakingUpApplication.TRACES_BY_ITSELF))
                .containsExactly(TakingUpApplication.ASKED_BY + OURS);
    }

    @Test
    void worker_withOurJarInAChildLoader_isTracedByItselfAlone() {
        String inChild = JavaProgram.classPathEntryOf(KinesisTraceInterceptor.class)
                + File.pathSeparator
                + JavaProgram.classPathEntryOf(TakingUpApplication.class)
                + File.pathSeparator
                + JavaProgram.classPathEntryOf(LocalKinesis.class);
        Application application = underTheAgent(TakingUpApplication.class)
                .withoutJarOf(KinesisTraceInterceptor.class)
                .startedBy(ChildLoaderApplication.class, inChild);

        assertThat(takeUp(application, TakingUpApplication.TRACES_BY_ITSELF))
                .containsExactly(TakingUpApplication.ASKED_BY + OURS);
    }

    @Test
    void module_switchedOff_workerIsNotTraced() {
        assertThat(takeUp(underTheAgent(TakingUpApplication.class)
                        .withoutJarOf(KinesisTraceInterceptor.class)
                        .jvmOption("-Dotel.instrumentation.kinesis-trace-kcl.enabled=false")))
                .isEmpty();
    }

    private static List<String> takeUp(Application application, String... arguments) {
        Application.Result result = application.run(arguments);
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.linesWith(TakingUpApplication.ASKED_BY);
    }

    private static Application underTheAgent(Class<?> application) {
        Application started = Application.of(application);
        Agents.withExtension(Agents.NEWEST).forEach(started::jvmOption);
        return started.environment(OtlpOutput.REPORTING);
    }

    private static SpanContext producer(int i) {
        return Spans.spanContext(String.format("%032x", i + 1), String.format("%016x", i + 1), "01");
    }

    private void put(int i) {
        try (Scope scope = Spans.contextOf(producer(i)).makeCurrent()) {
            kinesis.client().putRecord(request -> request.streamName(stream)
                    .partitionKey("order-17")
                    .data(SdkBytes.fromUtf8String(Integer.toString(i))));
        }
    }
}
