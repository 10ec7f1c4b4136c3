package io.kinesistrace.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.kinesistrace.Spans;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.Answers;
import org.mockito.ArgumentMatchers;
import org.mockito.stubbing.Answer;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/** An OpenTelemetry that fails never costs a record. */
class ShardTelemetryFaultTest {
    private final OpenTelemetry openTelemetry = mock(OpenTelemetry.class);
    private final Tracer tracer = mock(Tracer.class);
    private final SpanBuilder builder = mock(SpanBuilder.class, Answers.RETURNS_SELF);
    private final Span span = mock(Span.class);
    private final Scope scope = mock(Scope.class);
    private final Object result = new Object();
    private final IllegalStateException fault = new IllegalStateException("of the telemetry");

    @BeforeEach
    void openTelemetryThatWorks() {
        when(openTelemetry.getTracer(ArgumentMatchers.anyString(), ArgumentMatchers.anyString()))
                .thenReturn(tracer);
        when(tracer.spanBuilder(ArgumentMatchers.anyString())).thenReturn(builder);
        when(builder.startSpan()).thenReturn(span);
        when(span.makeCurrent()).thenReturn(scope);
    }

    @Test
    void process_spanCannotBeStarted_isHandledAllTheSame() throws Exception {
        when(tracer.spanBuilder(ArgumentMatchers.anyString())).thenThrow(fault);

        assertHandled();
    }

    @Test
    void process_spanCannotBeMadeCurrent_isHandledAllTheSame() throws Exception {
        when(span.makeCurrent()).thenThrow(new NoSuchMethodError("of an API too old"));

        assertHandled();
    }

    @Test
    void process_spanCannotBeEnded_isHandledAllTheSame() throws Exception {
        doThrow(fault).when(scope).close();
        doThrow(fault).when(span).end();

        assertHandled();
    }

    @Test
    void process_recordCannotBeRead_isHandledAllTheSame() throws Exception {
        ShardTelemetry<String> unreadable = KinesisConsumerTelemetry.create(openTelemetry)
                .shard(
                        "orders",
                        null,
                        record -> {
                            throw fault;
                        },
                        record -> {
                            throw fault;
                        });

        assertThat(unreadable.<Object, Exception>process("record", () -> result))
                .isSameAs(result);
    }

    @Test
    void process_neitherSpanNorWarningIsPossible_isProcessed() throws Exception {
        LoggerContext logging = (LoggerContext) LoggerFactory.getILoggerFactory();
        logging.addTurboFilter(new TurboFilter() {
            @Override
            public FilterReply decide(
                    Marker marker,
                    ch.qos.logback.classic.Logger logger,
                    Level level,
                    String format,
                    Object[] arguments,
                    Throwable thrown) {
                throw new AssertionError("of the logging");
            }
        });
        when(tracer.spanBuilder(ArgumentMatchers.anyString())).thenThrow(fault);
        try {
            assertHandled();
        } finally {
            logging.resetTurboFilterList();
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void process_anyFaultOfAnyCall_resultAndExceptionAreTheApplications(Throwable any) throws Exception {
        Answer<Object> fails = call -> {
            throw any;
        };
        for (FailingCall failing : failingCalls()) {
            openTelemetryThatWorks();
            failing.install(fails);
            assertHandled();
            RuntimeException ofTheApplication = new RuntimeException();
            assertThatThrownBy(() -> shard().process("record", () -> {
                        throw ofTheApplication;
                    }))
                    .isSameAs(ofTheApplication);
            reset(tracer, builder, span, scope);
        }
    }

    @Test
    void process_scopeCannotBeClosed_spanIsEndedAllTheSame() throws Exception {
        doThrow(new AssertionError("of the telemetry")).when(scope).close();

        assertHandled();

        verify(span, times(2)).end();
    }

    @Test
    void processBatch_oneRecordCannotBeRead_costsItsLinkAndNotTheSpan() {
        InMemorySpanExporter exported = InMemorySpanExporter.create();
        OpenTelemetry working = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(exported))
                        .build())
                .build();
        ShardTelemetry<String> shard = KinesisConsumerTelemetry.create(working)
                .shard(
                        "orders",
                        null,
                        record -> record.equals("unreadable") ? sneaky(new IOException()) : record,
                        record -> "1");

        shard.processBatch(List.of("unreadable", Spans.TRACEPARENT), () -> {});

        assertThat(exported.getFinishedSpanItems()).singleElement().satisfies(data -> assertThat(data.getLinks())
                .hasSize(1));
    }

    private static Stream<Throwable> faults() {
        return Stream.of(
                new IllegalStateException(),
                new NoSuchMethodError(),
                new AssertionError(),
                new ServiceConfigurationError("io.opentelemetry.context.ContextStorageProvider"),
                new IOException());
    }

    private interface FailingCall {
        void install(Answer<Object> fails);
    }

    private List<FailingCall> failingCalls() {
        return List.of(
                fails -> when(tracer.spanBuilder(ArgumentMatchers.anyString())).thenAnswer(sneaking(fails)),
                fails -> when(builder.startSpan()).thenAnswer(sneaking(fails)),
                fails -> when(span.makeCurrent()).thenAnswer(sneaking(fails)),
                fails -> doAnswer(sneaking(fails)).when(scope).close(),
                fails -> doAnswer(sneaking(fails)).when(span).end(),
                fails -> when(span.setStatus(ArgumentMatchers.any())).thenAnswer(sneaking(fails)));
    }

    /** Mockito rejects checked exceptions that a method does not declare, but other JVM languages can throw them. */
    private static Answer<Object> sneaking(Answer<Object> fails) {
        return call -> {
            try {
                return fails.answer(call);
            } catch (Throwable e) {
                return sneaky(e);
            }
        };
    }

    @SuppressWarnings("unchecked")
    private static <T, X extends Throwable> T sneaky(Throwable thrown) throws X {
        throw (X) thrown;
    }

    @Test
    void process_errorCannotBeRecorded_theApplicationsExceptionIsThrown() {
        when(span.recordException(ArgumentMatchers.any())).thenThrow(fault);
        RuntimeException ofTheApplication = new RuntimeException();

        assertThatThrownBy(() -> shard().process("record", () -> {
                    throw ofTheApplication;
                }))
                .isSameAs(ofTheApplication);
    }

    @Test
    void process_spanCannotBeStarted_theSpanAroundStaysCurrent() throws Exception {
        when(builder.startSpan()).thenThrow(fault);
        Span around = Span.wrap(Spans.SPAN);
        try (Scope opened = Context.root().with(around).makeCurrent()) {
            shard().process("record", () -> assertThat(Span.current()).isSameAs(around));
        }
    }

    @Test
    void linkProducers_spanTakesNoLinks_isLeftWithout() {
        when(span.addLink(ArgumentMatchers.any(), ArgumentMatchers.any()))
                .thenThrow(new NoSuchMethodError("of an API too old"));
        List<String> carrying = List.of(Spans.TRACEPARENT);

        assertThatCode(() -> shard().linkProducers(span, carrying)).doesNotThrowAnyException();
        verify(span).addLink(ArgumentMatchers.any(), ArgumentMatchers.any());
    }

    private void assertHandled() throws Exception {
        assertThat(shard().<Object, Exception>process("record", () -> result)).isSameAs(result);
        assertThat(shard().<Object, Exception>processBatch(List.of("record"), () -> result))
                .isSameAs(result);
    }

    private ShardTelemetry<String> shard() {
        return KinesisConsumerTelemetry.create(openTelemetry).shard("orders", null, record -> record, record -> "1");
    }
}
