package io.kinesistrace.internal.wire;

import static io.kinesistrace.Spans.SPAN_ID;
import static io.kinesistrace.Spans.TRACEPARENT;
import static io.kinesistrace.Spans.TRACE_ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.kinesistrace.Spans;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceparentTest {
    private static final TextMapGetter<Map<String, String>> GETTER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
            return carrier.keySet();
        }

        @Override
        public String get(Map<String, String> carrier, String key) {
            return carrier.get(key);
        }
    };

    @ParameterizedTest
    @ValueSource(strings = {"00", "01", "02", "03", "ff"})
    void of_anyFlags_writesThemUnchanged(String flags) {
        assertThat(Traceparent.of(TRACE_ID, SPAN_ID, flags))
                .isEqualTo("00-" + TRACE_ID + "-" + SPAN_ID + "-" + flags)
                .hasSize(55);
    }

    @ParameterizedTest
    @CsvSource({
        "garbage, 00f067aa0ba902b7",
        "4BF92F3577B34DA6A3CE929D0E0E4736, 00f067aa0ba902b7",
        "00000000000000000000000000000000, 00f067aa0ba902b7",
        "4bf92f3577b34da6a3ce929d0e0e4736, 00f067aa0ba902b7-more",
        "4bf92f3577b34da6a3ce929d0e0e4736, 0000000000000000",
    })
    void of_idsThatAreNone_isNull(String traceId, String spanId) {
        assertThat(Traceparent.of(traceId, spanId, "01")).isNull();
    }

    /** Reading a key never throws: every character of the plane at the place of a digit. */
    @Test
    void isAtStartOf_anyCharacterAsADigit_isTrueForHexadecimalOnly() {
        String digits = "0123456789abcdef";
        for (int c = Character.MIN_VALUE; c <= Character.MAX_VALUE; c++) {
            String text = TRACEPARENT.substring(0, 54) + (char) c;

            assertThat(Traceparent.isAtStartOf(text)).as("character %x", c).isEqualTo(digits.indexOf(c) >= 0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00",
                "00-00000000000000000000000000000001-0000000000000001-ff",
                "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-the-future-will-be-like",
                "fe-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-",
            })
    void isTraceparent_validByW3c_yes(String text) {
        assertThat(isTraceparent(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "order-17",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-011",
                "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.more",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "0g-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "FE-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00F067AA0BA902B7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0A",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                " 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01 ",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7- 1",
                "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7_01",
                "00-4bf92f3577b34da6a3ce929d0e0e473\u0666-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e473\uff16-00f067aa0ba902b7-01",
            })
    void isTraceparent_notByW3c_no(String text) {
        assertThat(isTraceparent(text)).isFalse();
    }

    @Test
    void flags_laterVersion_areTheOneThatIsKnown() {
        assertThat(Traceparent.flags("01-" + TRACE_ID + "-" + SPAN_ID + "-ff")).isEqualTo((byte) 1);
        assertThat(Traceparent.flags("01-" + TRACE_ID + "-" + SPAN_ID + "-fe")).isZero();
    }

    @Test
    void parts_version00_readBackWhatWasWritten() {
        assertThat(Traceparent.traceId(TRACEPARENT)).isEqualTo(TRACE_ID);
        assertThat(Traceparent.spanId(TRACEPARENT)).isEqualTo(SPAN_ID);
        assertThat(Traceparent.flags(TRACEPARENT)).isEqualTo((byte) 1);
    }

    @Property
    void of_anySpan_isWhatTheReferenceWrites(@ForAll("spans") SpanContext span) {
        Map<String, String> carrier = new HashMap<>();
        W3CTraceContextPropagator.getInstance().inject(Spans.contextOf(span), carrier, Map::put);

        assertThat(write(span)).isEqualTo(carrier.get("traceparent"));
    }

    @Property
    void parts_anySpan_areWhatTheReferenceReads(@ForAll("spans") SpanContext span) {
        String traceparent = write(span);
        Context read = W3CTraceContextPropagator.getInstance()
                .extract(Context.root(), Map.of("traceparent", traceparent), GETTER);

        SpanContext expected = Span.fromContext(read).getSpanContext();
        assertThat(Traceparent.traceId(traceparent)).isEqualTo(expected.getTraceId());
        assertThat(Traceparent.spanId(traceparent)).isEqualTo(expected.getSpanId());
        assertThat(Traceparent.flags(traceparent))
                .isEqualTo(expected.getTraceFlags().asByte());
    }

    @Property
    void isTraceparent_oneCharacterChanged_mustBeHexOrDelimiter(
            @ForAll("spans") SpanContext span, @ForAll("positions") int position, @ForAll char c) {
        String written = write(span);
        String changed = written.substring(0, position) + c + written.substring(position + 1);
        boolean isHex = "0123456789abcdef".indexOf(c) >= 0;
        boolean isDelimiter = List.of(2, 35, 52).contains(position);

        if (isDelimiter ? c != '-' : !isHex) {
            assertThat(isTraceparent(changed)).isFalse();
        }
    }

    @Provide
    Arbitrary<Integer> positions() {
        return Arbitraries.integers().between(0, 54);
    }

    @Provide
    Arbitrary<SpanContext> spans() {
        Arbitrary<String> traceIds = hex(32).filter(id -> !id.matches("0+"));
        Arbitrary<String> spanIds = hex(16).filter(id -> !id.matches("0+"));
        return Combinators.combine(traceIds, spanIds, hex(2)).as(Spans::spanContext);
    }

    private static Arbitrary<String> hex(int length) {
        return Arbitraries.strings().withChars("0123456789abcdef").ofLength(length);
    }

    private static String write(SpanContext span) {
        return Traceparent.of(
                span.getTraceId(), span.getSpanId(), span.getTraceFlags().asHex());
    }

    private static boolean isTraceparent(String text) {
        return Traceparent.isAtStartOf(text) && Traceparent.endsAt(text, text.length());
    }
}
