package io.kinesistrace.internal.span;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mockingDetails;
import static org.mockito.Mockito.spy;

import io.kinesistrace.Spans;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.othertelemetry.api.trace.TraceFlags;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;

class CarriedSpanTest {
    private static final SpanContext OF_CALL = Spans.spanContext(Spans.TRACE_ID, "000000000000ca11", "03");
    private static final String CALL = Spans.traceparent(OF_CALL);
    private static final String CALLER = Spans.TRACEPARENT;
    private static final Context OF_CALLER = Spans.contextOf(Spans.SPAN);

    private static final ExecutionAttribute<Object> OF_LIBRARY =
            new ExecutionAttribute<>("library.internal.TracingExecutionInterceptor.Context");
    private static final ExecutionAttribute<Object> OF_AGENT =
            new ExecutionAttribute<>("agent.shaded.TracingExecutionInterceptor.Context");
    private static final ExecutionAttribute<Object> OTHER = new ExecutionAttribute<>("SomethingElse.Context");

    /** More puts than are searched at the start. */
    private static final int LONG_AFTER = 1000;

    private static final int A_FEW_DOZEN = 40;

    private final ExecutionAttributes attributes = new ExecutionAttributes();
    private final CarriedSpan span = new CarriedSpan();

    @Test
    void traceparent_noInstrumentation_isOfTheCaller() {
        attributes.putAttribute(OTHER, Spans.contextOf(OF_CALL));

        assertThat(span.traceparent(attributes, OF_CALLER)).isEqualTo(CALLER);
    }

    @Test
    void traceparent_nothingCaptured_isOfTheCurrentSpan() {
        try (Scope scope = OF_CALLER.makeCurrent()) {
            assertThat(span.traceparent(attributes, null)).isEqualTo(CALLER);
        }
    }

    @Test
    void traceparent_noSpanAnywhere_isNull() {
        assertThat(span.traceparent(attributes, Context.root())).isNull();
    }

    @Test
    void traceparent_libraryInstrumentation_isOfTheCallItself() {
        attributes.putAttribute(OF_LIBRARY, Spans.contextOf(OF_CALL));

        assertThat(span.traceparent(attributes, OF_CALLER)).isEqualTo(CALL);
        assertThat(span.traceparent(attributes, Context.root()))
                .as("no span is current")
                .isEqualTo(CALL);
    }

    @Test
    void traceparent_anotherCopyOfTheApi_isOfTheCallItself() {
        attributes.putAttribute(OF_AGENT, agentContext(OF_CALL));

        assertThat(span.traceparent(attributes, Context.root())).isEqualTo(CALL);
    }

    @Test
    void traceparent_anotherCopyWithoutAValidSpan_isOfTheCaller() {
        attributes.putAttribute(OF_AGENT, agentContext(SpanContext.getInvalid()));

        assertThat(span.traceparent(attributes, OF_CALLER)).isEqualTo(CALLER);
    }

    @Test
    void traceparent_instrumentationThatCreatedNoSpan_isOfTheCaller() {
        attributes.putAttribute(OF_LIBRARY, Context.root());

        assertThat(span.traceparent(attributes, OF_CALLER)).isEqualTo(CALLER);
    }

    @Test
    void traceparent_attributeThatHoldsNoContext_isOfTheCaller() {
        attributes.putAttribute(OF_LIBRARY, "not a context");

        assertThat(span.traceparent(attributes, OF_CALLER)).isEqualTo(CALLER);
    }

    @Test
    void traceparent_contextThatThrows_throwsWhatTheGuardCatches() {
        io.othertelemetry.context.Context failing = () -> {
            throw new IllegalStateException("of the telemetry");
        };
        attributes.putAttribute(OF_AGENT, failing);

        assertThatThrownBy(() -> span.traceparent(attributes, Context.root())).isInstanceOf(RuntimeException.class);
    }

    @Test
    void traceparent_instrumentationThatComesLater_isFoundSoon() {
        IntStream.range(0, LONG_AFTER).forEach(put -> span.traceparent(attributes, OF_CALLER));

        assertThat(putsUntilFound(attributesWith(OF_LIBRARY))).isLessThan(A_FEW_DOZEN);
    }

    /** The other client's puts are counted, too, so the searches must not always fall on its puts. */
    @Test
    void traceparent_twoClientsTakeTurns_theInstrumentedOneIsFoundSoon() {
        IntStream.range(0, LONG_AFTER).forEach(put -> span.traceparent(attributes, OF_CALLER));
        ExecutionAttributes instrumented = attributesWith(OF_LIBRARY);

        int puts = 0;
        while (!CALL.equals(span.traceparent(instrumented, OF_CALLER)) && puts < LONG_AFTER) {
            span.traceparent(attributes, OF_CALLER);
            puts++;
        }
        assertThat(puts).isLessThan(2 * A_FEW_DOZEN);
    }

    @Test
    void traceparent_onceFound_isFoundInEveryPut() {
        ExecutionAttributes instrumented = attributesWith(OF_LIBRARY);
        span.traceparent(instrumented, OF_CALLER);

        for (int put = 0; put < LONG_AFTER; put++) {
            assertThat(span.traceparent(attributes, OF_CALLER)).isEqualTo(CALLER);
            assertThat(span.traceparent(instrumented, OF_CALLER)).isEqualTo(CALL);
        }
    }

    /** A search takes longer than everything else needed to find a span. */
    @Test
    void traceparent_noInstrumentation_searchesFewOfManyPuts() {
        ExecutionAttributes watched = spy(new ExecutionAttributes());
        IntStream.range(0, LONG_AFTER).forEach(put -> span.traceparent(watched, OF_CALLER));

        long searches = mockingDetails(watched).getInvocations().stream()
                .filter(call -> call.getMethod().getName().equals("getAttributes"))
                .count();
        assertThat(searches).isBetween(64L + (LONG_AFTER - 64) / A_FEW_DOZEN, 64L + LONG_AFTER / 30);
    }

    private int putsUntilFound(ExecutionAttributes instrumented) {
        int puts = 0;
        while (!CALL.equals(span.traceparent(instrumented, OF_CALLER)) && puts < LONG_AFTER) {
            puts++;
        }
        return puts;
    }

    private static ExecutionAttributes attributesWith(ExecutionAttribute<Object> attribute) {
        ExecutionAttributes attributes = new ExecutionAttributes();
        attributes.putAttribute(attribute, Spans.contextOf(OF_CALL));
        return attributes;
    }

    private static io.othertelemetry.context.Context agentContext(SpanContext span) {
        return () -> new OfTheAgent(span);
    }

    private record OfTheAgent(SpanContext span) implements io.othertelemetry.api.trace.SpanContext {
        @Override
        public String getTraceId() {
            return span.getTraceId();
        }

        @Override
        public String getSpanId() {
            return span.getSpanId();
        }

        @Override
        public TraceFlags getTraceFlags() {
            return span.getTraceFlags()::asHex;
        }

        @Override
        public boolean isValid() {
            return span.isValid();
        }
    }
}
