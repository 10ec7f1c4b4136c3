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

    private static final ExecutionAttribute<Object> NEVER_SEEN_BEFORE =
            new ExecutionAttribute<>("unseen.TracingExecutionInterceptor.Context");
    private static final int SEARCHES_AGAIN_AFTER = 256;

    private final ExecutionAttributes attributes = new ExecutionAttributes();
    private final RequestSpan requestSpan = new RequestSpan();

    @Test
    void of_noInstrumentation_isTheCallersSpan() {
        attributes.putAttribute(OTHER, Spans.contextOf(OF_CALL));

        assertThat(spanOf(attributes, Spans.contextOf(OF_CALLER))).isEqualTo(OF_CALLER);
    }

    @Test
    void of_callerNeverSeen_isTheCurrentSpan() {
        try (Scope scope = Spans.contextOf(OF_CALLER).makeCurrent()) {
            assertThat(spanOf(attributes, null)).isEqualTo(OF_CALLER);
        }
    }

    @Test
    void of_libraryInstrumentation_isTheSpanOfTheCallItself() {
        attributes.putAttribute(OF_LIBRARY, Spans.contextOf(OF_CALL));

        assertThat(spanOf(attributes, Spans.contextOf(OF_CALLER))).isEqualTo(OF_CALL);
        assertThat(spanOf(attributes, Context.root())).as("a root producer").isEqualTo(OF_CALL);
    }

    @Test
    void of_agentWithItsOwnCopyOfTheApi_isTheSpanOfTheCallItself() {
        attributes.putAttribute(OF_AGENT, agentContext(OF_CALL));

        assertThat(spanOf(attributes, Context.root())).isEqualTo(OF_CALL);
        assertThat(Span.current().getSpanContext().isValid()).as("left behind").isFalse();
    }

    @Test
    void of_instrumentationThatComesLater_isNotMissed() {
        assertThat(spanOf(attributes, Spans.contextOf(OF_CALLER))).isEqualTo(OF_CALLER);

        ExecutionAttributes nextCall = new ExecutionAttributes();
        nextCall.putAttribute(OF_LIBRARY, Spans.contextOf(OF_CALL));
        assertThat(spanOf(nextCall, Spans.contextOf(OF_CALLER))).isEqualTo(OF_CALL);

        ExecutionAttributes ofAnother = new ExecutionAttributes();
        ofAnother.putAttribute(OF_AGENT, agentContext(OF_CALL));
        assertThat(spanOf(ofAnother, Spans.contextOf(OF_CALLER))).isEqualTo(OF_CALL);
    }

    @Test
    void of_instrumentationThatMadeNoSpan_isTheCallersSpan() {
        attributes.putAttribute(OF_LIBRARY, Context.root());

        assertThat(spanOf(attributes, Spans.contextOf(OF_CALLER))).isEqualTo(OF_CALLER);
    }

    @Test
    void of_attributeThatHoldsNoContext_isTheCallersSpan() {
        attributes.putAttribute(OF_LIBRARY, "not a context");

        assertThat(spanOf(attributes, Spans.contextOf(OF_CALLER))).isEqualTo(OF_CALLER);
    }

    @Test
    void of_agentContextThatThrows_throwsWhatTheGuardCatches() {
        io.othertelemetry.context.Context failing = () -> {
            throw new IllegalStateException("of the telemetry");
        };
        attributes.putAttribute(OF_AGENT, failing);

        assertThatThrownBy(() -> spanOf(attributes, Context.root())).isInstanceOf(RuntimeException.class);
    }

    @Test
    void of_instrumentationThatLeavesItsContextAfterOurFirstTurn_isNotMissedAfterACallWithout() {
        for (int withoutIt = 0; withoutIt < 10; withoutIt++) {
            ExecutionAttributes call = new ExecutionAttributes();
            PutCall ours =
                    new PutCall(Spans.contextOf(OF_CALLER), call.getAttributes().size());
            call.putAttribute(OTHER, "of the SDK");
            assertThat(requestSpan.of(call, ours)).isEqualTo(OF_CALLER);
        }

        ExecutionAttributes call = new ExecutionAttributes();
        PutCall ours =
                new PutCall(Spans.contextOf(OF_CALLER), call.getAttributes().size());
        call.putAttribute(OTHER, "of the SDK");
        call.putAttribute(NEVER_SEEN_BEFORE, Spans.contextOf(OF_CALL));
        assertThat(requestSpan.of(call, ours)).isEqualTo(OF_CALL);
    }

    @Test
    void of_callThatOnlyLooksLikeOneWithout_isMissedForAWhileAtTheMost() {
        attributes.putAttribute(OTHER, "of the SDK");
        assertThat(spanOf(attributes, Spans.contextOf(OF_CALLER))).isEqualTo(OF_CALLER);
        ExecutionAttributes alike = new ExecutionAttributes();
        alike.putAttribute(
                new ExecutionAttribute<>("alike.TracingExecutionInterceptor.Context"), Spans.contextOf(OF_CALL));

        SpanContext last = null;
        for (int calls = 0; calls < SEARCHES_AGAIN_AFTER; calls++) {
            last = spanOf(alike, Spans.contextOf(OF_CALLER));
        }
        assertThat(last).isEqualTo(OF_CALL);
        assertThat(spanOf(alike, Spans.contextOf(OF_CALLER)))
                .as("and from then on")
                .isEqualTo(OF_CALL);
    }

    /** As if the first of us had seen the attributes that there are now. */
    private SpanContext spanOf(ExecutionAttributes attributes, Context caller) {
        PutCall call = caller == null
                ? null
                : new PutCall(caller, attributes.getAttributes().size());
        return requestSpan.of(attributes, call);
    }

    private static io.othertelemetry.context.Context agentContext(SpanContext span) {
        return () -> Spans.contextOf(span).makeCurrent();
    }
}
