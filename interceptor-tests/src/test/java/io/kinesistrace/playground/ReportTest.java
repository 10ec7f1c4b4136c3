package io.kinesistrace.playground;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final List<EventConsumer.Handled> HANDLED = List.of(
            handled("whole", 0, "1"),
            handled("scattered", 0, "1"),
            handled("whole", 1, "1"),
            handled("turned", 1, "2"),
            handled("turned", 0, "2"),
            handled("scattered", 1, "2"),
            handled("gap", 0, "1"),
            handled("gap", 2, "1"));

    @Test
    void of_recordsReadBack_countsShardsAndOrder() {
        Report.Line line = Report.Line.of("some", HANDLED, List.of(), List.of());

        assertThat(line.events()).isEqualTo(8);
        assertThat(line.groups()).isEqualTo(4);
        assertThat(line.groupsOnOneShard()).as("all but scattered").isEqualTo(3);
        assertThat(line.groupsInOrder()).as("whole and scattered").isEqualTo(2);
    }

    @Test
    void of_spansExported_countsThoseInTheTraceOfTheirProducer() {
        List<SpanFile.Line> produced = List.of(span("a/0", "trace-1"), span("a/1", "trace-2"), span("a/2", "trace-3"));
        List<SpanFile.Line> consumed = List.of(
                span("a/0", "trace-1"), span("a/1", "trace-1"), span("a/2", "trace-9"), span("unknown", "trace-3"));

        assertThat(Report.Line.of("some", HANDLED, produced, consumed).linked()).isEqualTo(1);
    }

    private static EventConsumer.Handled handled(String group, int number, String shard) {
        return new EventConsumer.Handled(new Event(group, number), shard);
    }

    private static SpanFile.Line span(String eventId, String traceId) {
        return new SpanFile.Line("span", traceId, "id", "parent", eventId);
    }
}
