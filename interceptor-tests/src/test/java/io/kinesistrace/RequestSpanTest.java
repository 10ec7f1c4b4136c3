package io.kinesistrace;

import static io.kinesistrace.Spans.SPAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;

class RequestSpanTest {
    private static final SpanContext OF_CALL = Spans.spanContext(Spans.TRACE_ID, "000000000000ca11", "03");
    private static final SpanContext OF_CALLER = SPAN;

    private static final ExecutionAttribute<Object> OF_LIBRARY =
            new ExecutionAttribute<>("library.internal.TracingExecutionInterceptor.Context");
    private static final ExecutionAttribute<Object> OF_AGENT =
            new ExecutionAttribute<>("agent.shaded.TracingExecutionInterceptor.Context");
    private static final ExecutionAttribute<Object> OTHER = new ExecutionAttribute<>("SomethingElse.Context");

    private final ExecutionAttributes attributes = new ExecutionAttributes();

    @Test
    void of_noInstrumentation_isTheCallersSpan() {
        attributes.putAttribute(OTHER, Spans.contextOf(OF_CALL));

        assertThat(RequestSpan.of(attributes, Spans.contextOf(OF_CALLER))).isEqualTo(OF_CALLER);
    }

    @Test
    void of_callerNeverSeen_isTheCurrentSpan() {
        try (Scope scope = Spans.contextOf(OF_CALLER).makeCurrent()) {
            assertThat(RequestSpan.of(attributes, null)).isEqualTo(OF_CALLER);
        }
    }

    @Test
    void of_libraryInstrumentation_isTheSpanOfTheCallItself() {
        attributes.putAttribute(OF_LIBRARY, Spans.contextOf(OF_CALL));

        assertThat(RequestSpan.of(attributes, Spans.contextOf(OF_CALLER))).isEqualTo(OF_CALL);
        assertThat(RequestSpan.of(attributes, Context.root()))
                .as("a root producer")
                .isEqualTo(OF_CALL);
    }

    @Test
    void of_agentWithItsOwnCopyOfTheApi_isTheSpanOfTheCallItself() {
        attributes.putAttribute(OF_AGENT, agentContext(OF_CALL));

        assertThat(RequestSpan.of(attributes, Context.root())).isEqualTo(OF_CALL);
        assertThat(Span.current().getSpanContext().isValid()).as("left behind").isFalse();
    }

    @Test
    void of_instrumentationThatComesLater_isNotMissed() {
        assertThat(RequestSpan.of(attributes, Spans.contextOf(OF_CALLER))).isEqualTo(OF_CALLER);

        ExecutionAttributes nextCall = new ExecutionAttributes();
        nextCall.putAttribute(OF_LIBRARY, Spans.contextOf(OF_CALL));
        assertThat(RequestSpan.of(nextCall, Spans.contextOf(OF_CALLER))).isEqualTo(OF_CALL);

        ExecutionAttributes ofAnother = new ExecutionAttributes();
        ofAnother.putAttribute(OF_AGENT, agentContext(OF_CALL));
        assertThat(RequestSpan.of(ofAnother, Spans.contextOf(OF_CALLER))).isEqualTo(OF_CALL);
    }

    @Test
    void of_instrumentationThatMadeNoSpan_isTheCallersSpan() {
        attributes.putAttribute(OF_LIBRARY, Context.root());

        assertThat(RequestSpan.of(attributes, Spans.contextOf(OF_CALLER))).isEqualTo(OF_CALLER);
    }

    @Test
    void of_attributeThatHoldsNoContext_isTheCallersSpan() {
        attributes.putAttribute(OF_LIBRARY, "not a context");

        assertThat(RequestSpan.of(attributes, Spans.contextOf(OF_CALLER))).isEqualTo(OF_CALLER);
    }

    @Test
    void of_agentContextThatThrows_throwsWhatTheGuardCatches() {
        io.othertelemetry.context.Context failing = () -> {
            throw new IllegalStateException("of the telemetry");
        };
        attributes.putAttribute(OF_AGENT, failing);

        assertThatThrownBy(() -> RequestSpan.of(attributes, Context.root())).isInstanceOf(RuntimeException.class);
    }

    private static io.othertelemetry.context.Context agentContext(SpanContext span) {
        return () -> Spans.contextOf(span).makeCurrent();
    }
}
