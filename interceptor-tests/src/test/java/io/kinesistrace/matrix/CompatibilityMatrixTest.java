package io.kinesistrace.matrix;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okXml;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.kinesistrace.PartitionKeyPropagator;
import io.kinesistrace.Spans;
import io.kinesistrace.kinesis.StreamReader;
import io.kinesistrace.playground.kinesis.LocalKinesis;
import io.kinesistrace.playground.lambda.Delivery;
import io.kinesistrace.playground.lambda.EventSourceMapping;
import io.kinesistrace.playground.lambda.LambdaFunction;
import io.kinesistrace.playground.otlp.OtlpOutput;
import io.kinesistrace.playground.otlp.OtlpSpan;
import io.kinesistrace.playground.process.Ports;
import io.kinesistrace.servers.SharedServers;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.Record;

/** The jar with commonly used versions, each in a separate project, with real records. Writes the table of the README. */
@Tag("matrix")
@ExtendWith(SharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompatibilityMatrixTest {
    private static final Path TABLE = Path.of("target", "matrix", "matrix.md");
    private static final Duration LIMIT = Duration.ofMinutes(1);
    /** The MD5 of order-17 is in the lower half. */
    private static final String SHARD = "shardId-000000000000";

    private static final List<String> PUTS = List.of("PutRecord", "PutRecord, async", "PutRecords, 1", "PutRecords, 2");

    private final LocalKinesis kinesis;
    private final List<String> rows = new ArrayList<>();

    CompatibilityMatrixTest(LocalKinesis kinesis) {
        this.kinesis = kinesis;
    }

    static Stream<Cell> cells() {
        return Cell.all().stream();
    }

    @ParameterizedTest
    @MethodSource("cells")
    void cell_realPuts_carryTheSpanOnTheirOwnShard(Cell cell) {
        String stream = "matrix-" + UUID.randomUUID();
        kinesis.createStream(stream, 2);
        CellProject project = CellProject.build(cell.layout(), versions(cell.sdk(), cell.api()));

        String output = project.run(
                "cell.Producer", cell, home(cell.java()), kinesis.endpoint().toString(), stream);

        List<Record> records = new StreamReader(kinesis.client(), stream).read().get(SHARD);
        assertThat(records)
                .extracting(record -> record.data().asUtf8String())
                .containsExactlyInAnyOrderElementsOf(PUTS);
        List<String> spans = records.stream()
                .map(CompatibilityMatrixTest::carriedSpan)
                .distinct()
                .toList();
        boolean ofTheCall = cell.hasAgent() && cell.agentKnowsThisJava();
        if (ofTheCall) {
            assertThat(spans).as("one span per call").hasSize(3).doesNotContain(Spans.SPAN_ID);
        } else {
            assertThat(spans).containsExactly(Spans.SPAN_ID);
        }
        assertThat(output).doesNotContain("could not be");
        row(
                cell.layout().text,
                cell.sdk(),
                cell.api(),
                cell.agent(),
                cell.java(),
                ofTheCall ? "the call's" : "the caller's");
    }

    @ParameterizedTest
    @MethodSource("javas")
    void noKinesisModule_anotherServiceOfTheSdk_works(int java) {
        WireMockServer s3 = new WireMockServer(WireMockConfiguration.options().dynamicPort());
        s3.start();
        try {
            s3.stubFor(get(anyUrl())
                    .willReturn(okXml("<ListAllMyBucketsResult><Buckets><Bucket><Name>one</Name></Bucket>"
                            + "</Buckets></ListAllMyBucketsResult>")));
            Cell cell = new Cell(Layout.S3, "2.52.0", "1.67.0", Cell.NO_AGENT, java);

            String output = CellProject.build(Layout.S3, versions(cell.sdk(), cell.api()))
                    .run("cell.Lister", cell, home(java), s3.baseUrl());

            assertThat(output).contains("buckets: 1").doesNotContain("kinesistrace");
            row(cell.layout().text, cell.sdk(), cell.api(), cell.agent(), java, "-");
        } finally {
            s3.stop();
        }
    }

    /** With the article's wrapper and the newest one that works, on the runtime interface client, without the AWS SDK. */
    @ParameterizedTest
    @MethodSource("wrappers")
    void lambda_noAwsSdk_functionContinuesTheTrace(String wrapper, String otel) throws Exception {
        String stream = streamWithARecordThatCarries();
        Map<String, String> versions = new TreeMap<>(Map.of("lambda.wrapper", wrapper, "otel", otel));
        String classPath = CellProject.build(Layout.LAMBDA, versions).classPath();
        assertThat(classPath).doesNotContain("awssdk/sdk-core", "awssdk/kinesis");
        LinkedBlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
        CountDownLatch handled = new CountDownLatch(1);
        try (LambdaFunction function =
                        new LambdaFunction("cell.Function", classPath, Map.of(), Path.of("target", "matrix", stream));
                EventSourceMapping mapping =
                        new EventSourceMapping(kinesis.client(), stream, function, 1, 1, delivery -> {
                            deliveries.add(delivery);
                            handled.countDown();
                        })) {
            mapping.start();
            assertThat(mapping.await(handled, LIMIT)).isTrue();
        }

        assertThat(deliveries.take().response().body()).contains(Spans.TRACE_ID);
        row("Lambda only, wrapper " + wrapper, "none", otel, Cell.NO_AGENT, 17, "continued");
    }

    static Stream<Arguments> wrappers() {
        return Stream.of(Arguments.of("1.30.0-alpha", "1.30.1"), Arguments.of("2.23.0-alpha", "1.57.0"));
    }

    @ParameterizedTest
    @CsvSource({"3.5.1, 17", "3.5.1, 25", "2.7.2, 17"})
    void kcl_onItsOwn_recordIsHandledInItsProducersTrace(String kcl, int java) {
        String stream = streamWithARecordThatCarries();
        Map<String, String> versions = new TreeMap<>(Map.of("kcl", kcl, "otel", "1.57.0", "sdk", "2.41.21"));
        Cell cell = new Cell(Layout.KCL, "2.41.21", "1.57.0", Cell.NO_AGENT, java);

        String output = runWorker(CellProject.build(Layout.KCL, versions), cell, stream, "library");

        assertThat(output).contains("trace: " + Spans.TRACE_ID);
        row("KCL " + kcl + " only", cell.sdk(), cell.api(), cell.agent(), java, "continued");
    }

    @ParameterizedTest
    @CsvSource({"2.6.0, 1.30.0", "2.6.0, 2.33.1", "2.7.2, 2.33.1", "3.5.1, 1.30.0"})
    void kcl_withTheExtension_batchIsHandledInASpanThatLinksItsProducer(String kcl, String agent) {
        String stream = streamWithARecordThatCarries();
        Map<String, String> versions = new TreeMap<>(Map.of("kcl", kcl, "otel", "1.57.0", "sdk", "2.41.21"));
        Cell cell = new Cell(Layout.KCL_EXTENSION, "2.41.21", "1.57.0", agent, 17);
        CellProject project = CellProject.build(Layout.KCL_EXTENSION, versions);
        assertThat(project.classPath()).doesNotContain("kinesis-trace");

        String output = runWorker(project, cell, stream, "extension");

        List<OtlpSpan> spans = OtlpOutput.spansIn(output).stream()
                .filter(span -> span.name().equals("process " + stream))
                .toList();
        assertThat(spans).hasSize(1);
        OtlpSpan span = spans.get(0);
        assertThat(span.links()).contains(new OtlpSpan.Link(Spans.TRACE_ID, Spans.SPAN_ID));
        assertThat(output).as("current in the processor").contains("trace: " + span.traceId());
        row("KCL " + kcl + " with the agent extension", cell.sdk(), cell.api(), agent, cell.java(), "linked");
    }

    private String runWorker(CellProject project, Cell cell, String stream, String tracedBy) {
        return project.run(
                "cell.Worker",
                cell,
                home(cell.java()),
                kinesis.endpoint().toString(),
                stream,
                Integer.toString(Ports.free()),
                tracedBy);
    }

    static Stream<Integer> javas() {
        return Stream.of(17, 25);
    }

    @Test
    void javas_allOfTheMatrix_areHere() {
        assertThat(javas()).allSatisfy(java -> assertThat(home(java)).isDirectory());
    }

    @AfterAll
    void writeTable() throws IOException {
        List<String> table = new ArrayList<>(List.of(
                "| Application | AWS SDK | OpenTelemetry API | Java agent | Java | span |",
                "|---|---|---|---|---|---|"));
        table.addAll(rows);
        Files.write(TABLE, table);
    }

    private synchronized void row(Object... cells) {
        StringBuilder row = new StringBuilder("|");
        for (Object cell : cells) {
            row.append(' ').append(cell).append(" |");
        }
        rows.add(row.toString());
    }

    private static Map<String, String> versions(String sdk, String otel) {
        return new TreeMap<>(Map.of("sdk", sdk, "otel", otel));
    }

    private static String carriedSpan(Record record) {
        Context carried = PartitionKeyPropagator.create().extract(Context.root(), record.partitionKey());
        SpanContext span = Span.fromContext(carried).getSpanContext();
        assertThat(span.getTraceId()).as(record.partitionKey()).isEqualTo(Spans.TRACE_ID);
        return span.getSpanId();
    }

    /** The home of this Java, or of one that is installed next to it. */
    private static Path home(int java) {
        Path home = Path.of(System.getProperty("java.home"));
        if (Runtime.version().feature() == java) {
            return home;
        }
        try (Stream<Path> others = Files.list(home.getParent())) {
            Optional<Path> found = others.filter(other -> isJava(other, java)).findFirst();
            return found.orElseThrow(() -> new IllegalStateException("There is no Java " + java + " beside " + home));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static boolean isJava(Path home, int version) {
        try {
            Path release = home.resolve("release");
            return Files.exists(release) && Files.readString(release).contains("JAVA_VERSION=\"" + version);
        } catch (IOException e) {
            return false;
        }
    }

    private String streamWithARecordThatCarries() {
        String stream = "matrix-" + UUID.randomUUID();
        kinesis.createStream(stream, 1);
        try (Scope scope = Spans.contextOf(Spans.SPAN).makeCurrent()) {
            kinesis.client()
                    .putRecord(request ->
                            request.streamName(stream).partitionKey("order-17").data(SdkBytes.fromUtf8String("{}")));
        }
        return stream;
    }
}
