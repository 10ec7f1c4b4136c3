package io.kinesistrace.classpath;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.kinesistrace.Spans;
import io.kinesistrace.kinesis.StreamReader;
import io.kinesistrace.playground.kinesis.LocalKinesis;
import io.kinesistrace.servers.SharedServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.kinesis.model.Record;

/** Applications with different class paths, settings and JVMs. */
@Tag("processes")
@ExtendWith(SharedServers.class)
class ClassPathTest {
    private static final String BUCKETS =
            "<ListAllMyBucketsResult><Buckets><Bucket><Name>one</Name></Bucket></Buckets></ListAllMyBucketsResult>";
    private static final WireMockServer S3 =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());

    private final LocalKinesis kinesis;
    private final String stream = "class-path-" + UUID.randomUUID();

    ClassPathTest(LocalKinesis kinesis) {
        this.kinesis = kinesis;
    }

    @BeforeAll
    static void startS3() {
        S3.start();
        S3.stubFor(any(anyUrl()).willReturn(aResponse().withBody(BUCKETS)));
    }

    @AfterAll
    static void stopS3() {
        S3.stop();
    }

    @BeforeEach
    void createStream() {
        kinesis.createStream(stream, 1);
    }

    @Test
    void application_withNothingButTheDependency_carriesItsSpan() {
        Application.Result result = run(Application.of(TracedPutApplication.class));

        assertThat(result.warnings()).isEmpty();
        assertThat(keys()).hasSize(PutApplication.RECORDS).containsOnly(Spans.TRACEPARENT);
    }

    @Test
    void application_withOnlyTheSdk_loadsNothingOfConsumers() {
        Application.Result result = run(Application.of(TracedPutApplication.class)
                .without("aws-lambda", "opentelemetry-aws", "opentelemetry-instrumentation", "opentelemetry-sdk")
                .jvmOption("-Xlog:class+load:stdout"));

        assertThat(keys()).hasSize(PutApplication.RECORDS).containsOnly(Spans.TRACEPARENT);
        assertThat(result.linesWith("io.kinesistrace.internal.put.PutTracer ")).isNotEmpty();
        assertThat(result.linesWith("io.kinesistrace.consumer")).isEmpty();
        assertThat(result.linesWith("io.kinesistrace.lambda")).isEmpty();
        assertThat(result.linesWith("com.amazonaws.services.lambda")).isEmpty();
        assertThat(result.warnings()).isEmpty();
    }

    @Test
    void application_thatSetsItsOpenTelemetryAfterItsFirstPut_canAndIsCountedFromThenOn() {
        Application.Result result = run(Application.of(CountingApplication.class));

        assertThat(result.linesWith("counted: "))
                .containsExactly("counted: kinesis.trace.records {outcome=\"injected\"} " + PutApplication.RECORDS);
        assertThat(result.warnings()).isEmpty();
    }

    @Test
    void application_switchedOffByProperty_putsAsAsked() {
        run(Application.of(TracedPutApplication.class).jvmOption("-Dkinesis.trace.enabled=false"));

        assertPutAsAsked();
    }

    @Test
    void application_withoutKinesisModule_worksAndLinksNothingOfKinesis() {
        Application.Result result = Application.of(S3Application.class)
                .without("kinesis-2")
                .jvmOption("-Xlog:class+load:stdout")
                .run(S3.baseUrl());

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.linesWith("buckets: 1")).hasSize(1);
        assertThat(result.linesWith("io.kinesistrace.KinesisTraceInterceptor ")).isNotEmpty();
        assertThat(result.linesWith("io.kinesistrace.internal.put.PutTracer")).isEmpty();
        assertThat(result.linesWith("software.amazon.awssdk.services.kinesis")).isEmpty();
        assertThat(result.warnings()).isEmpty();
    }

    @Test
    void application_withMisspeltSetting_warnsOnceAndPutsAsItWas() {
        Application.Result result =
                run(Application.of(TracedPutApplication.class).jvmOption("-Dkinesis.trace.routing=orignal-key"));

        assertPutAsAsked();
        assertThat(result.warnings())
                .singleElement()
                .asString()
                .contains(
                        "System property kinesis.trace.routing is 'orignal-key'; allowed: original-key, partition-key");
    }

    @Test
    void application_withMisspeltSetting_otherClientsWork() {
        Application.Result result = Application.of(S3Application.class)
                .jvmOption("-Dkinesis.trace.max-record-size=1MiB")
                .run(S3.baseUrl());

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.linesWith("buckets: 1")).hasSize(1);
        assertThat(result.warnings()).hasSize(1);
    }

    @Test
    void application_inAJvmWithoutMd5_warnsOnceAndPutsAsAsked() {
        Application.Result result = run(Application.of(NoMd5Application.class));

        assertPutAsAsked();
        assertThat(result.warnings()).singleElement().asString().contains("no MD5");
    }

    @Test
    void application_whoseMd5CannotBeLinked_warnsOnceAndPutsAsAsked() {
        Application.Result result =
                run(Application.of(NoMd5Application.class).jvmOption("-D" + NoMd5Application.BROKEN + "=true"));

        assertPutAsAsked();
        assertThat(result.warnings()).singleElement().asString().contains("no MD5");
    }

    @Test
    void application_inAJvmWithoutMd5RoutedByPartitionKey_carriesItsSpan() {
        Application.Result result =
                run(Application.of(NoMd5Application.class).jvmOption("-Dkinesis.trace.routing=partition-key"));

        assertThat(keys()).hasSize(PutApplication.RECORDS).containsOnly(Spans.TRACEPARENT);
        assertThat(result.warnings()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void application_withTelemetryThatFails_putsAsAskedAndLogsNoKey(Fault fault) {
        Application.Result result = run(Application.of(FaultyApplication.class)
                .jvmOption("-D" + FaultyApplication.FAULT + '=' + fault)
                .jvmOption("-Dlogback.configurationFile=logback-debug.xml"));

        if (fault == Fault.METER_THROWS) {
            assertThat(keys()).hasSize(PutApplication.RECORDS).containsOnly(Spans.TRACEPARENT);
        } else {
            assertPutAsAsked();
        }
        boolean warns = fault != Fault.GARBAGE_IDS && fault != Fault.LOGGING_THROWS;
        assertThat(result.warnings()).hasSize(warns ? 1 : 0);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CURRENT_CONTEXT_THROWS", "SPAN_THROWS", "LOGGING_THROWS", "METER_THROWS"})
    void application_withTelemetryThatFailsWithAnError_putsAsAsked(Fault fault) {
        Application.Result result = run(Application.of(FaultyApplication.class)
                .jvmOption("-D" + FaultyApplication.FAULT + '=' + fault)
                .jvmOption("-D" + FaultyApplication.ERROR + "=true"));

        if (fault == Fault.METER_THROWS) {
            assertThat(keys()).hasSize(PutApplication.RECORDS).containsOnly(Spans.TRACEPARENT);
        } else {
            assertPutAsAsked();
        }
        assertThat(result.warnings()).hasSize(fault == Fault.LOGGING_THROWS ? 0 : 1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CURRENT_CONTEXT_THROWS", "CONTEXT_THROWS", "SPAN_THROWS"})
    void application_withTelemetryThatFails_countsEachRecordOnce(Fault fault) {
        Application.Result result = run(Application.of(CountingFaultyApplication.class)
                .jvmOption("-D" + FaultyApplication.FAULT + '=' + fault));

        assertThat(result.linesWith("counted: "))
                .containsExactly("counted: kinesis.trace.records {outcome=\"failed\"} " + PutApplication.RECORDS);
    }

    /** A service file of another library version is left over, so OpenTelemetry's context cannot be initialized. */
    @Test
    void application_withAStaleContextStorage_warnsOnceAndPutsAsAsked() throws IOException {
        Path stale = Files.createDirectories(Path.of("target", "applications", "stale-" + UUID.randomUUID()));
        Path services = Files.createDirectories(stale.resolve("META-INF/services"));
        Files.writeString(services.resolve("io.opentelemetry.context.ContextStorageProvider"), "gone.Provider\n");

        Application.Result result = run(Application.of(PutApplication.class).with(stale.toAbsolutePath()));

        assertPutAsAsked();
        assertThat(result.warnings()).singleElement().asString().contains("ServiceConfigurationError");
    }

    @Test
    void application_firstPut_saysOnceWithWhichSettings() {
        Application.Result result = run(Application.of(TracedPutApplication.class)
                .jvmOption("-Dkinesis.trace.streams.exclude=audit-*")
                .jvmOption("-Dlogback.configurationFile=logback-debug.xml"));

        assertThat(result.linesWith(" INFO "))
                .singleElement()
                .asString()
                .contains("Kinesis trace propagation")
                .contains("on (default), routing original-key, key format traceparent, streams all except audit-*");
    }

    @Test
    void application_withAnUnknownSetting_warnsOnceAndNamesTheKnownOnes() {
        Application.Result result =
                run(Application.of(TracedPutApplication.class).jvmOption("-Dkinesis.trace.enabeld=false"));

        assertThat(keys()).containsOnly(Spans.TRACEPARENT);
        assertThat(result.warnings())
                .singleElement()
                .asString()
                .contains("kinesis.trace.enabeld")
                .contains("kinesis.trace.enabled");
    }

    @Test
    void application_withTwoBadSettings_oneWarningNamesBoth() {
        Application.Result result = run(Application.of(TracedPutApplication.class)
                .jvmOption("-Dkinesis.trace.routing=shard")
                .jvmOption("-Dkinesis.trace.key-format=w3c"));

        assertPutAsAsked();
        assertThat(result.warnings())
                .singleElement()
                .asString()
                .contains("kinesis.trace.routing is 'shard'")
                .contains("kinesis.trace.key-format is 'w3c'");
    }

    /** Checks the whole log at debug level, because only messages below WARN could contain a key. */
    @Test
    void application_withTelemetryThatFails_laterFailuresAreAtDebugLevel() {
        Application.Result result = run(Application.of(FaultyApplication.class)
                .jvmOption("-D" + FaultyApplication.FAULT + '=' + Fault.SPAN_THROWS)
                .jvmOption("-Dlogback.configurationFile=logback-debug.xml"));

        assertThat(result.linesWith(" DEBUG ")).hasSizeGreaterThan(2);
    }

    @Test
    void application_withoutOpenTelemetry_putsAsAskedInSilence() {
        Application.Result result = run(Application.of(PutApplication.class).without("opentelemetry-"));

        assertPutAsAsked();
        assertThat(result.warnings()).isEmpty();
    }

    /** Warnings go to the JDK's logging instead. */
    @Test
    void application_withoutALoggingBackend_isWarnedAllTheSame() {
        Application.Result result = run(Application.of(TracedPutApplication.class)
                .without("logback-")
                .jvmOption("-Dkinesis.trace.routing=shard"));

        assertPutAsAsked();
        assertThat(result.linesWith("WARNING: System property kinesis.trace.routing is 'shard'"))
                .hasSize(1);
    }

    @Test
    void consumer_withNothingButThisJarAndTheOpenTelemetryApi_reads() {
        Application.Result result = Application.of(ConsumerApplication.class)
                .onlyWith(
                        "kinesis-trace-interceptor-",
                        "opentelemetry-api-",
                        "opentelemetry-context-",
                        "opentelemetry-common-")
                .run(Spans.TRACEPARENT);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.linesWith("trace: " + Spans.TRACE_ID)).hasSize(1);
        assertThat(result.linesWith("key: " + Spans.TRACEPARENT)).hasSize(1);
    }

    private Application.Result run(Application application) {
        Application.Result result = application.run(kinesis.endpoint().toString(), stream);
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).as("the whole log").doesNotContain(PutApplication.KEY, PutApplication.PAYLOAD);
        return result;
    }

    private void assertPutAsAsked() {
        assertThat(records()).hasSize(PutApplication.RECORDS).allSatisfy(record -> {
            assertThat(record.partitionKey()).isEqualTo(PutApplication.KEY);
            assertThat(record.data().asUtf8String()).isEqualTo(PutApplication.PAYLOAD);
        });
    }

    private List<String> keys() {
        return records().stream().map(Record::partitionKey).toList();
    }

    private List<Record> records() {
        return new StreamReader(kinesis.client(), stream).readAll();
    }
}
