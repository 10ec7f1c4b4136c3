package io.kinesistrace.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesistrace.Spans;
import io.opentelemetry.api.trace.SpanContext;
import org.junit.jupiter.api.Test;

class ProducersTest {
    private static final String OTHER_TRACE = "0000000000000000000000000000000c";

    private final Producers producers = new Producers();

    @Test
    void add_sameIds_onlyOnce() {
        assertThat(producers.add(Spans.SPAN)).isTrue();
        assertThat(producers.add(Spans.spanContext(Spans.TRACE_ID, Spans.SPAN_ID, "00")))
                .isFalse();
        assertThat(producers.size()).isEqualTo(1);
    }

    @Test
    void add_sameSpanIdInAnotherTrace_isAnotherProducer() {
        SpanContext other = Spans.spanContext(OTHER_TRACE, Spans.SPAN_ID, "01");
        producers.add(Spans.SPAN);

        assertThat(producers.contains(other)).isFalse();
        assertThat(producers.add(other)).isTrue();
        assertThat(producers.add(other)).isFalse();
        assertThat(producers.contains(other)).isTrue();
        assertThat(producers.contains(Spans.SPAN)).isTrue();
        assertThat(producers.size()).isEqualTo(2);
    }
}
