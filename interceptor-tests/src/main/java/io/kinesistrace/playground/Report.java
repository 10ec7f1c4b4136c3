package io.kinesistrace.playground;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The observations, one line per situation. */
record Report(List<Line> situations) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String ROW = "%-33s  %-13s  %-9s  %-9s  %-8s  %9s  %s%n";
    private static final int TABLE_WIDTH = 107;

    /**
     * One situation, counted from the records that were read back and the spans that both applications reported.
     *
     * @param isDefault whether an application gets this without any settings
     * @param events that the consumer handled
     * @param linked events whose consumer span is in the trace of their producer span, or links to it
     * @param linkedBy how: parent, link, none; or mixed
     * @param groups with an event that the consumer handled
     * @param groupsOnOneShard groups whose events were all read from one shard
     * @param groupsInOrder groups whose events were all handled in the order in which they were sent
     * @param traces of both applications together
     * @param tracesWithBothServices traces with spans of both applications
     * @param consumerParent the parent of the consumer's spans: none, kinesis-call, application-span; missing or mixed
     */
    record Line(
            String name,
            @JsonProperty("default") boolean isDefault,
            int events,
            int linked,
            String linkedBy,
            int groups,
            int groupsOnOneShard,
            int groupsInOrder,
            int traces,
            int tracesWithBothServices,
            String consumerParent) {

        static Line of(Observed observed) {
            Traces traces = new Traces(observed.traces(), observed.links());
            int continued = traces.continuedEvents().size();
            int linked = traces.linkedEvents().size();
            Map<String, List<Observed.Handled>> groups = observed.handled().stream()
                    .collect(Collectors.groupingBy(each -> each.event().group()));
            return new Line(
                    observed.name(),
                    observed.situation() == Situation.DEFAULT,
                    observed.handled().size(),
                    continued + linked,
                    linkedBy(continued, linked),
                    groups.size(),
                    count(groups, Line::isOnOneShard),
                    count(groups, Line::isInOrder),
                    traces.count(),
                    traces.withBothServices(),
                    traces.consumerParent());
        }

        @JsonProperty
        Verdict verdict() {
            return Verdict.of(this);
        }

        /** The name to display. */
        String label() {
            return isDefault ? name + " (default)" : name;
        }

        private static String linkedBy(int continued, int linked) {
            if (continued > 0 && linked > 0) {
                return "mixed";
            }
            return continued > 0 ? "parent" : linked > 0 ? "link" : "none";
        }

        private static int count(
                Map<String, List<Observed.Handled>> groups,
                java.util.function.Predicate<List<Observed.Handled>> condition) {
            return (int) groups.values().stream().filter(condition).count();
        }

        private static boolean isOnOneShard(List<Observed.Handled> group) {
            return group.stream().map(Observed.Handled::shard).distinct().count() == 1;
        }

        private static boolean isInOrder(List<Observed.Handled> group) {
            return IntStream.range(0, group.size())
                    .allMatch(i -> group.get(i).event().number() == i);
        }
    }

    static Report of(List<Observed> situations) {
        return new Report(situations.stream().map(Line::of).toList());
    }

    void write(Path file) {
        try {
            JSON.writeValue(file.toFile(), this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String table() {
        StringBuilder table = new StringBuilder();
        table.append(row("", "events traced", "connected", "groups on", "groups", "traces in", "parent of the"));
        table.append(row("situation", "end to end", "by", "one shard", "in order", "Zipkin", "consumer's span"));
        table.append("-".repeat(TABLE_WIDTH)).append(System.lineSeparator());
        situations.forEach(line -> table.append(row(
                line.label(),
                of(line.linked(), line.events()),
                line.linkedBy(),
                of(line.groupsOnOneShard(), line.groups()),
                of(line.groupsInOrder(), line.groups()),
                Integer.toString(line.traces()),
                line.consumerParent())));
        return table.toString();
    }

    /** Explains what each column of the table counts. */
    static String legend() {
        return """
                events traced end to end    the consumer's span of the event is in the producer's trace, or links to it
                connected by                parent: both applications in one trace; link: the consumer's own trace, with a
                                            link to the producer's; none: unrelated traces
                groups on one shard         all events of the group were read from the same shard
                groups in order             all events of the group were handled in the order in which they were sent
                traces in Zipkin            traces of both applications together
                parent of consumer's span   kinesis-call: the producer's call of Kinesis; application-span: the producer's
                                            own span; none: the consumer's span starts a trace
                """;
    }

    /** The conclusions from the figures, one line per situation. */
    String conclusions() {
        return situations.stream()
                .map(line ->
                        "%-33s  %s%n".formatted(line.label(), line.verdict().sentences()))
                .collect(Collectors.joining());
    }

    private static String of(int count, int total) {
        return count + " of " + total;
    }

    private static String row(String... cells) {
        return ROW.formatted((Object[]) cells);
    }
}
