package io.kinesistrace.playground;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesistrace.playground.event.Event;
import io.kinesistrace.playground.zipkin.ZipkinSpan;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final List<Observed.Handled> HANDLED = List.of(
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
        Report.Line line = Report.Line.of(new Observed(Situation.NO_INTERCEPTOR, HANDLED, List.of(), SpanLinks.NONE));

        assertThat(line.events()).isEqualTo(8);
        assertThat(line.groups()).isEqualTo(4);
        assertThat(line.groupsOnOneShard()).as("all but scattered").isEqualTo(3);
        assertThat(line.groupsInOrder()).as("whole and scattered").isEqualTo(2);
    }

    @Test
    void of_traces_countsWhatHoldsBothApplications() {
        List<ZipkinSpan> whole =
                List.of(producer("t1", "a", null, "a/0"), call("t1", "b", "a"), consumer("t1", "c", "b", "a/0"));
        List<ZipkinSpan> producerOnly = List.of(producer("t2", "d", null, "a/1"));
        List<ZipkinSpan> consumerOnly = List.of(consumer("t3", "e", "b", "a/1"));

        Report.Line line = Report.Line.of(new Observed(
                Situation.NO_INTERCEPTOR, HANDLED, List.of(whole, producerOnly, consumerOnly), SpanLinks.NONE));

        assertThat(line.linked()).isEqualTo(1);
        assertThat(line.linkedBy()).isEqualTo("parent");
        assertThat(line.traces()).isEqualTo(3);
        assertThat(line.tracesWithBothServices()).isEqualTo(1);
    }

    @Test
    void of_spanOfABatch_countsTheEventsWhoseTracesItLinks() {
        List<List<ZipkinSpan>> traces = List.of(
                List.of(producer("t1", "a", null, "a/0")),
                List.of(producer("t2", "b", null, "a/1")),
                List.of(producer("t3", "c", null, "a/2")),
                List.of(consumer("t4", "d", null, "a/0,a/1,a/2")));

        Report.Line line = Report.Line.of(new Observed(
                Situation.NO_INTERCEPTOR, HANDLED, traces, new SpanLinks(Map.of("d", Set.of("t1", "t3", "other")))));

        assertThat(line.linked()).isEqualTo(2);
        assertThat(line.linkedBy()).isEqualTo("link");
        assertThat(line.tracesWithBothServices()).isZero();
    }

    @Test
    void verdict_everythingTracedAndInOrder_saysYesTwice() {
        Verdict verdict = line(10, 10, "parent", 4, 4, 4).verdict();

        assertThat(verdict.traceComplete()).isTrue();
        assertThat(verdict.orderKept()).isTrue();
        assertThat(verdict.sentences()).isEqualTo("One trace per event. Every group stays on its shard and in order.");
    }

    @Test
    void verdict_someEventsNotTraced_isNotComplete() {
        Verdict verdict = line(10, 9, "parent", 4, 4, 4).verdict();

        assertThat(verdict.traceComplete()).isFalse();
        assertThat(verdict.trace()).isEqualTo("Only 9 of 10 events are traced end to end");
    }

    @Test
    void verdict_groupSplitOrOutOfOrder_isNotKept() {
        assertThat(line(10, 0, "none", 4, 3, 4).verdict().orderKept()).isFalse();
        assertThat(line(10, 0, "none", 4, 4, 3).verdict().orderKept()).isFalse();
        assertThat(line(10, 0, "none", 4, 1, 2).verdict().order())
                .isEqualTo("3 of 4 groups are split across shards, 2 are handled out of order");
    }

    private static Report.Line line(int events, int linked, String by, int groups, int onOneShard, int inOrder) {
        return new Report.Line("some", false, events, linked, by, groups, onOneShard, inOrder, events, linked, "none");
    }

    @Test
    void consumerParent_everyKindOfParent_isNamed() {
        ZipkinSpan root = producer("t", "a", null, "a/0");
        ZipkinSpan call = call("t", "b", "a");

        assertThat(parentIn(root, call, consumer("t", "c", "b", "a/0"))).isEqualTo("kinesis-call");
        assertThat(parentIn(root, call, consumer("t", "c", "a", "a/0"))).isEqualTo("application-span");
        assertThat(parentIn(consumer("t", "c", null, "a/0"))).isEqualTo("none");
        assertThat(parentIn(consumer("t", "c", "lost", "a/0"))).isEqualTo("missing");
        assertThat(parentIn(root, consumer("t", "c", "a", "a/0"), consumer("t", "d", null, "a/1")))
                .isEqualTo("mixed");
    }

    private static String parentIn(ZipkinSpan... trace) {
        return new Traces(List.of(List.of(trace)), SpanLinks.NONE).consumerParent();
    }

    private static Observed.Handled handled(String group, int number, String shard) {
        return new Observed.Handled(new Event(group, number), shard);
    }

    private static ZipkinSpan producer(String trace, String id, String parent, String event) {
        return span(trace, id, parent, "send", "event-producer", Map.of("event.id", event));
    }

    private static ZipkinSpan call(String trace, String id, String parent) {
        return span(trace, id, parent, "kinesis.putrecord", "event-producer", null);
    }

    private static ZipkinSpan consumer(String trace, String id, String parent, String event) {
        return span(trace, id, parent, "event-consumer", "event-consumer", Map.of("event.id", event));
    }

    private static ZipkinSpan span(
            String trace, String id, String parent, String name, String service, Map<String, String> tags) {
        return new ZipkinSpan(trace, id, parent, name, "CLIENT", 1, 1, new ZipkinSpan.Endpoint(service), tags);
    }
}
