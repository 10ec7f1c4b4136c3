package io.kinesistrace;

import static io.kinesistrace.Spans.SPAN;
import static io.kinesistrace.Spans.TRACEPARENT;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.kinesistrace.internal.put.PutTracer;
import io.kinesistrace.internal.report.InstrumentationScope;
import io.kinesistrace.internal.report.Outcome;
import io.kinesistrace.internal.report.RecordCounter;
import io.kinesistrace.internal.report.Tally;
import io.kinesistrace.internal.settings.Settings;
import io.kinesistrace.internal.settings.SettingsBuilder;
import io.kinesistrace.internal.settings.SettingsReader;
import io.kinesistrace.internal.wire.KeyHash;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentMatchers;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/** The metric that an operator sees: each record is counted once, under its outcome. */
class RecordCounterTest {
    private static final int MIB = 1 << 20;
    private static final byte[] AGGREGATE = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2, 1};

    private final InMemoryMetricReader metrics = InMemoryMetricReader.create();
    private final OpenTelemetry openTelemetry = OpenTelemetrySdk.builder()
            .setMeterProvider(
                    SdkMeterProvider.builder().registerMetricReader(metrics).build())
            .build();

    @Test
    void putRecord_carries_isInjected() {
        put(options -> {}, request -> {});

        assertThat(counted()).containsExactly(entry("injected", 1L));
    }

    @Test
    void putRecord_outsideOfAnySpan_isNoSpan() {
        KinesisTraceInterceptor interceptor = interceptor(options -> {});

        interceptor.modifyRequest(() -> record(request -> {}), new ExecutionAttributes());

        assertThat(counted()).containsExactly(entry("no_span", 1L));
    }

    @Test
    void putRecord_streamIsExcluded_isExcluded() {
        put(options -> options.excludeStreams("orders"), request -> {});
        put(options -> options.includeStreams("payments"), request -> {});

        assertThat(counted()).containsExactly(entry("excluded", 2L));
    }

    @Test
    void putRecord_keyCarriesAlready_isAlreadyTraced() {
        put(options -> {}, request -> request.partitionKey(TRACEPARENT));

        assertThat(counted()).containsExactly(entry("already_traced", 1L));
    }

    @Test
    void putRecord_wouldCrossALimit_isTooLarge() {
        put(options -> {}, request -> request.data(SdkBytes.fromByteArray(new byte[MIB - "order-17".length()])));

        assertThat(counted()).containsExactly(entry("too_large", 1L));
    }

    @Test
    void putRecord_aggregateRoutedByPartitionKey_isAggregated() {
        put(
                options -> options.routing(ShardRouting.PARTITION_KEY),
                request -> request.data(SdkBytes.fromByteArray(AGGREGATE)));

        assertThat(counted()).containsExactly(entry("aggregated", 1L));
    }

    @Test
    void putRecord_keyDoesNotFit_isKeyTooLong() {
        put(
                options -> options.keyFormat(KeyFormat.TRACEPARENT_AND_KEY),
                request -> request.partitionKey("k".repeat(200)));
        put(options -> {}, request -> request.partitionKey("k".repeat(257)));

        assertThat(counted()).containsExactly(entry("key_too_long", 2L));
    }

    @Test
    void putRecord_settingsCouldNotBeRead_isMisconfigured() {
        PutTracer tracer = new PutTracer(null, new RecordCounter(openTelemetry), KeyHash.md5());

        tracer.modify(record(request -> {}), new ExecutionAttributes(), null);

        assertThat(counted()).containsExactly(entry("misconfigured", 1L));
    }

    @Test
    void putRecord_keyReplacedBehindOurs_isOverriddenFromThenOn() {
        KinesisTraceInterceptor interceptor = interceptor(options -> {});
        for (int put = 0; put < 3; put++) {
            ExecutionAttributes attributes = new ExecutionAttributes();
            PutRecordRequest asked = record(request -> {});
            try (Scope scope = Spans.contextOf(SPAN).makeCurrent()) {
                interceptor.beforeExecution(() -> asked, attributes);
                SdkRequest ours = interceptor.modifyRequest(() -> asked, attributes);
                SdkRequest sent = ((PutRecordRequest) ours)
                        .toBuilder().partitionKey("tenant-1").build();
                interceptor.beforeMarshalling(() -> sent, attributes);
            }
        }

        assertThat(counted()).containsExactly(entry("overridden", 3L));
    }

    @Test
    void putRecord_requestReplacedBehindOurs_isOverridden() {
        KinesisTraceInterceptor interceptor = interceptor(options -> {});
        ExecutionAttributes attributes = new ExecutionAttributes();
        PutRecordRequest asked = record(request -> {});
        try (Scope scope = Spans.contextOf(SPAN).makeCurrent()) {
            interceptor.beforeExecution(() -> asked, attributes);
            interceptor.modifyRequest(() -> asked, attributes);
            interceptor.beforeMarshalling(() -> record(request -> request.partitionKey("tenant-1")), attributes);
        }

        assertThat(counted()).containsExactly(entry("overridden", 1L));
    }

    @Test
    void metric_saysTheNameAndVersionOfThisLibrary() {
        put(options -> {}, request -> {});

        assertThat(metrics.collectAllMetrics()).allSatisfy(metric -> {
            assertThat(metric.getInstrumentationScopeInfo().getName()).isEqualTo("io.kinesistrace");
            assertThat(metric.getInstrumentationScopeInfo().getVersion()).isEqualTo(InstrumentationScope.VERSION);
        });
    }

    @Test
    void putRecord_noMd5_isNoMd5() {
        Settings settings = new SettingsBuilder().build(new SettingsReader(name -> null, name -> null));
        PutTracer tracer = new PutTracer(settings, new RecordCounter(openTelemetry), KeyHash.withAlgorithm("none"));
        try (Scope scope = Spans.contextOf(SPAN).makeCurrent()) {
            tracer.modify(record(request -> {}), new ExecutionAttributes(), null);
        }

        assertThat(counted()).containsExactly(entry("no_md5", 1L));
    }

    @Test
    void putRecord_thatTheSdkOrServiceRefuses_isInvalid() {
        put(options -> {}, request -> request.partitionKey(""));
        put(options -> {}, request -> request.partitionKey("\ud800"));
        put(options -> {}, request -> request.data(null));

        assertThat(counted()).containsExactly(entry("invalid", 3L));
    }

    @Test
    void putRecord_telemetryFails_isFailed() {
        Span failing = mock(Span.class);
        when(failing.getSpanContext()).thenThrow(new IllegalStateException("of the telemetry"));
        when(failing.storeInContext(ArgumentMatchers.any())).thenCallRealMethod();
        KinesisTraceInterceptor interceptor = interceptor(options -> {});
        try (Scope scope = Context.root().with(failing).makeCurrent()) {
            interceptor.modifyRequest(() -> record(request -> {}), new ExecutionAttributes());
            interceptor.modifyRequest(() -> batch(sized(1), sized(1)), new ExecutionAttributes());
        }

        assertThat(counted()).containsExactly(entry("failed", 3L));
    }

    @Test
    void putRecords_mixedBatch_countsEachRecord() {
        PutRecordsRequestEntry carrying =
                sized(1).toBuilder().partitionKey(TRACEPARENT).build();

        put(interceptor(options -> {}), batch(sized(1), carrying, sized(MIB - "order-17".length()), sized(1), null));

        assertThat(counted())
                .containsOnly(
                        entry("injected", 2L),
                        entry("already_traced", 1L),
                        entry("too_large", 1L),
                        entry("invalid", 1L));
    }

    @Test
    void putRecords_wouldCrossTheLimitOfARequest_countsWhatWouldHaveCarriedAsTooLarge() {
        PutRecordsRequestEntry carrying =
                sized(1).toBuilder().partitionKey(TRACEPARENT).build();
        int half = 5 * MIB - "order-17".length() - TRACEPARENT.length();

        put(interceptor(options -> {}), batch(sized(half), sized(half), carrying));

        assertThat(counted()).containsOnly(entry("too_large", 2L), entry("already_traced", 1L));
    }

    @Test
    void putRecord_severalRegistrations_isCountedOnce() {
        KinesisTraceInterceptor interceptor = interceptor(options -> {});
        PutRecordRequest put = record(request -> {});
        ExecutionAttributes attributes = new ExecutionAttributes();
        try (Scope scope = Spans.contextOf(SPAN).makeCurrent()) {
            interceptor.beforeExecution(() -> put, attributes);
            interceptor.beforeExecution(() -> put, attributes);
            SdkRequest first = interceptor.modifyRequest(() -> put, attributes);
            SdkRequest second = interceptor.modifyRequest(() -> first, attributes);
            interceptor.beforeMarshalling(() -> second, attributes);
            interceptor.beforeMarshalling(() -> second, attributes);
        }

        assertThat(counted()).containsExactly(entry("injected", 1L));
    }

    @Test
    void putRecord_globalOpenTelemetrySetLate_isCountedFromThe64thRequestOnAtTheLatest() {
        RecordCounter counter = new RecordCounter(null);
        try {
            IntStream.range(0, 1000).forEach(i -> counter.add(Tally.of(Outcome.NO_SPAN)));
            GlobalOpenTelemetry.set(openTelemetry);
            IntStream.range(0, 64).forEach(i -> counter.add(Tally.of(Outcome.NO_SPAN)));
            counter.add(Tally.of(Outcome.INJECTED, 500));

            assertThat(counted()).containsEntry("injected", 500L);
        } finally {
            GlobalOpenTelemetry.resetForTest();
        }
    }

    @Test
    void putRecord_globalOpenTelemetrySetAmongTheFirstRequests_isCountedFromTheNextOn() {
        RecordCounter counter = new RecordCounter(null);
        try {
            counter.add(Tally.of(Outcome.NO_SPAN));
            GlobalOpenTelemetry.set(openTelemetry);
            counter.add(Tally.of(Outcome.NO_SPAN));

            assertThat(counted()).containsExactly(entry("no_span", 1L));
        } finally {
            GlobalOpenTelemetry.resetForTest();
        }
    }

    @Test
    void putRecord_meterThatFails_carriesAllTheSame() {
        OpenTelemetry failing = mock(OpenTelemetry.class);
        when(failing.getMeterProvider()).thenThrow(new IllegalStateException("of the telemetry"));
        KinesisTraceInterceptor interceptor =
                KinesisTraceInterceptor.builder().openTelemetry(failing).build();

        assertThat(put(interceptor, record(request -> {})).getValueForField("PartitionKey", String.class))
                .contains(TRACEPARENT);
    }

    private void put(Consumer<KinesisTraceInterceptorBuilder> options, Consumer<PutRecordRequest.Builder> change) {
        put(interceptor(options), record(change));
    }

    private static SdkRequest put(KinesisTraceInterceptor interceptor, SdkRequest request) {
        try (Scope scope = Spans.contextOf(SPAN).makeCurrent()) {
            return interceptor.modifyRequest(() -> request, new ExecutionAttributes());
        }
    }

    private KinesisTraceInterceptor interceptor(Consumer<KinesisTraceInterceptorBuilder> options) {
        KinesisTraceInterceptorBuilder builder =
                KinesisTraceInterceptor.builder().openTelemetry(openTelemetry);
        options.accept(builder);
        return builder.build();
    }

    private static PutRecordRequest record(Consumer<PutRecordRequest.Builder> change) {
        return PutRecordRequest.builder()
                .streamName("orders")
                .partitionKey("order-17")
                .data(SdkBytes.fromUtf8String("{}"))
                .applyMutation(change)
                .build();
    }

    private static PutRecordsRequest batch(PutRecordsRequestEntry... entries) {
        return PutRecordsRequest.builder().streamName("orders").records(entries).build();
    }

    private static PutRecordsRequestEntry sized(int size) {
        return PutRecordsRequestEntry.builder()
                .partitionKey("order-17")
                .data(SdkBytes.fromByteArray(new byte[size]))
                .build();
    }

    private Map<String, Long> counted() {
        return metrics.collectAllMetrics().stream()
                .filter(metric -> metric.getName().equals("kinesis.trace.records"))
                .flatMap(metric -> metric.getLongSumData().getPoints().stream())
                .collect(Collectors.toMap(
                        point -> point.getAttributes().get(AttributeKey.stringKey("outcome")),
                        point -> point.getValue()));
    }
}
