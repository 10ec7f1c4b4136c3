package io.kinesistrace.lambda;

import static io.kinesistrace.Spans.SPAN_ID;
import static io.kinesistrace.Spans.TRACEPARENT;
import static io.kinesistrace.Spans.TRACE_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import io.kinesistrace.Spans;
import io.kinesistrace.consumer.KinesisConsumerTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.extension.trace.propagation.B3Propagator;
import io.opentelemetry.extension.trace.propagation.JaegerPropagator;
import io.opentelemetry.instrumentation.awslambdacore.v1_0.TracingRequestHandler;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;

class TracingKinesisEventHandlerTest {
    private final InMemorySpanExporter exported = InMemorySpanExporter.create();
    private final Object result = new Object();
    private final Handler handler = new Handler(W3CTraceContextPropagator.getInstance());
    private final Context lambda = Mockito.mock(Context.class);

    private final class Handler extends TracingKinesisEventHandler<Object> {
        private final OpenTelemetrySdk openTelemetry;
        private RuntimeException failure;

        Handler(TextMapPropagator propagator) {
            this(OpenTelemetrySdk.builder()
                    .setTracerProvider(SdkTracerProvider.builder()
                            .addSpanProcessor(SimpleSpanProcessor.create(exported))
                            .build())
                    .setPropagators(ContextPropagators.create(propagator))
                    .build());
        }

        private Handler(OpenTelemetrySdk openTelemetry) {
            super(openTelemetry);
            this.openTelemetry = openTelemetry;
        }

        private Handler(OpenTelemetrySdk openTelemetry, KinesisConsumerTelemetry telemetry) {
            super(openTelemetry, Duration.ofSeconds(1), telemetry);
            this.openTelemetry = openTelemetry;
        }

        @Override
        protected Object doHandleRequest(KinesisEvent event, Context context) {
            if (failure != null) {
                throw failure;
            }
            return result;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TRACEPARENT, TRACEPARENT + ",,order-17", "01-" + TRACE_ID + "-" + SPAN_ID + "-01-more"})
    void handleRequest_oneRecordThatCarries_continuesTheTrace(String key) {
        handle(event(record(key)));

        assertThat(onlySpan().getTraceId()).isEqualTo(TRACE_ID);
        assertThat(onlySpan().getParentSpanId()).isEqualTo(SPAN_ID);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "order-17",
                "00-",
                TRACEPARENT + "-x",
                "\ud800",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01"
            })
    void handleRequest_oneRecordThatCarriesNothing_startsATrace(String key) {
        handle(event(record(key)));

        assertThat(onlySpan().getParentSpanId()).isEqualTo(SpanId.getInvalid());
    }

    @Test
    void handleRequest_telemetryThatLinksOnly_linksTheOnlyRecord() {
        OpenTelemetrySdk openTelemetry = handler.openTelemetry;
        KinesisConsumerTelemetry linking = KinesisConsumerTelemetry.builder(openTelemetry)
                .parentFromRecord(false)
                .build();

        new Handler(openTelemetry, linking).handleRequest(event(record(TRACEPARENT)), lambda);

        assertThat(onlySpan().getParentSpanId()).isEqualTo(SpanId.getInvalid());
        assertThat(onlySpan().getLinks())
                .extracting(link -> link.getSpanContext().getSpanId())
                .containsExactly(SPAN_ID);
    }

    @Test
    void handleRequest_moreProducersThanLinks_keepsToTheLimit() {
        OpenTelemetrySdk openTelemetry = handler.openTelemetry;
        KinesisConsumerTelemetry limited =
                KinesisConsumerTelemetry.builder(openTelemetry).maxLinks(1).build();

        new Handler(openTelemetry, limited)
                .handleRequest(
                        event(record(TRACEPARENT), record(TRACEPARENT.replace(SPAN_ID, "000000000000000d"))), lambda);

        assertThat(onlySpan().getLinks()).hasSize(1);
    }

    static Stream<TextMapPropagator> propagators() {
        return Stream.of(
                B3Propagator.injectingSingleHeader(),
                B3Propagator.injectingMultiHeaders(),
                JaegerPropagator.getInstance());
    }

    @ParameterizedTest
    @MethodSource("propagators")
    void handleRequest_anyPropagatorOfTheSdk_continuesTheTrace(TextMapPropagator propagator) {
        new Handler(propagator).handleRequest(event(record(TRACEPARENT)), lambda);

        assertThat(onlySpan().getTraceId()).isEqualTo(TRACE_ID);
        assertThat(onlySpan().getParentSpanId()).isEqualTo(SPAN_ID);
    }

    @Test
    void handleRequest_noPropagator_reachesTheFunction() {
        assertThat(new Handler(TextMapPropagator.noop()).handleRequest(event(record(TRACEPARENT)), lambda))
                .isSameAs(result);
    }

    @Test
    void handleRequest_severalRecords_startsATraceThatLinksEachProducer() {
        SpanContext other = Spans.spanContext("0000000000000000000000000000000c", "000000000000000c", "00");

        handle(event(record(TRACEPARENT), record("order-17"), record(TRACEPARENT), record(Spans.traceparent(other))));

        assertThat(onlySpan().getParentSpanId()).isEqualTo(SpanId.getInvalid());
        assertThat(onlySpan().getLinks())
                .extracting(link -> Spans.traceparent(link.getSpanContext()))
                .containsExactly(TRACEPARENT, Spans.traceparent(other));
    }

    @Test
    void handleRequest_oneRecord_hasNoLinkBesideTheParent() {
        handle(event(record(TRACEPARENT)));

        assertThat(onlySpan().getLinks()).isEmpty();
    }

    @Test
    void handleRequest_moreProducersThanLinks_saysHowManyMoreThereWere() {
        handle(event(IntStream.range(1, 201)
                .mapToObj(i -> record(Spans.traceparent(Spans.spanContext(TRACE_ID, String.format("%016x", i), "01"))))
                .toArray(KinesisEventRecord[]::new)));

        assertThat(onlySpan().getLinks()).hasSize(128);
        assertThat(onlySpan().getAttributes().get(AttributeKey.longKey("kinesis.trace.links.dropped")))
                .isEqualTo(72);
    }

    @Test
    void handleRequest_severalRecords_sameSpanAsByTheWrapperButForTheLinks() {
        handle(event(record("a"), record("b")));
        TracingRequestHandler<KinesisEvent, Object> wrappers = new TracingRequestHandler<>(handler.openTelemetry) {
            @Override
            protected Object doHandleRequest(KinesisEvent event, Context context) {
                return result;
            }
        };
        wrappers.handleRequest(event(record("a"), record("b")), lambda);

        SpanData ours = exported.getFinishedSpanItems().get(0);
        SpanData theirs = exported.getFinishedSpanItems().get(1);
        assertThat(ours.getName()).isEqualTo(theirs.getName());
        assertThat(ours.getKind()).isEqualTo(theirs.getKind());
        assertThat(ours.getAttributes()).isEqualTo(theirs.getAttributes());
        assertThat(ours.getInstrumentationScopeInfo()).isEqualTo(theirs.getInstrumentationScopeInfo());
    }

    @Test
    void handleRequest_eventThatIsNotWhole_reachesTheFunctionAllTheSame() {
        assertThat(handle(new KinesisEvent())).isSameAs(result);
        assertThat(handle(event())).isSameAs(result);
        assertThat(handle(event((KinesisEventRecord) null))).isSameAs(result);
        assertThat(handle(event(new KinesisEventRecord()))).isSameAs(result);
        assertThat(handle(event(null, record(TRACEPARENT)))).isSameAs(result);
        assertThat(handle(event(record(TRACEPARENT), null))).isSameAs(result);
    }

    @Test
    void handleRequest_functionReturns_sameInstance() {
        assertThat(handle(event(record(TRACEPARENT)))).isSameAs(result);
    }

    @Test
    void handleRequest_functionThrows_sameExceptionAndAnErrorOnTheSpan() {
        handler.failure = new IllegalStateException("of the application");

        assertThatThrownBy(() -> handle(event(record(TRACEPARENT)))).isSameAs(handler.failure);
        assertThat(onlySpan().getStatus().getStatusCode())
                .isEqualTo(StatusData.error().getStatusCode());
    }

    private Object handle(KinesisEvent event) {
        return handler.handleRequest(event, lambda);
    }

    private SpanData onlySpan() {
        assertThat(exported.getFinishedSpanItems()).hasSize(1);
        return exported.getFinishedSpanItems().get(0);
    }

    private static KinesisEvent event(KinesisEventRecord... records) {
        KinesisEvent event = new KinesisEvent();
        event.setRecords(Arrays.asList(records));
        return event;
    }

    private static KinesisEventRecord record(String key) {
        KinesisEvent.Record kinesis = new KinesisEvent.Record();
        kinesis.setPartitionKey(key);
        KinesisEventRecord record = new KinesisEventRecord();
        record.setKinesis(kinesis);
        return record;
    }
}
