package io.kinesistrace.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Answers;
import org.mockito.ArgumentMatchers;

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
        when(openTelemetry.getTracer(ArgumentMatchers.anyString())).thenReturn(tracer);
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
    void process_neitherSpanNorWarningCanBeMade_isHandledAllTheSame() throws Exception {
        Logger logger = Logger.getLogger(KinesisConsumerTelemetry.class.getName());
        logger.setFilter(record -> {
            throw new IllegalStateException("of the logging");
        });
        logger.setLevel(Level.ALL);
        when(tracer.spanBuilder(ArgumentMatchers.anyString())).thenThrow(fault);
        try {
            assertHandled();
        } finally {
            logger.setFilter(null);
            logger.setLevel(null);
        }
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
        Span around = Span.wrap(io.kinesistrace.Spans.SPAN);
        try (Scope opened = Context.root().with(around).makeCurrent()) {
            shard().process("record", () -> assertThat(Span.current()).isSameAs(around));
        }
    }

    @Test
    void linkProducers_spanTakesNoLinks_isLeftWithout() {
        when(span.addLink(ArgumentMatchers.any(), ArgumentMatchers.any()))
                .thenThrow(new NoSuchMethodError("of an API too old"));
        List<String> carrying = List.of(io.kinesistrace.Spans.TRACEPARENT);

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
