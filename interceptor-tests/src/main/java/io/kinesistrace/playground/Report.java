package io.kinesistrace.playground;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What was seen, situation by situation. */
record Report(List<Line> situations) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String ROW = "%-24s %7s %7s  %-7s %7s %10s %6s %7s %6s  %s%n";

    /**
     * One situation, counted from the records that were read back and the spans that both applications reported.
     *
     * @param events that the consumer handled
     * @param linked events whose consumer span is in the trace of their producer span, or links to it
     * @param linkedBy how: parent, link, none; or mixed
     * @param groups with an event that the consumer handled
     * @param groupsOnOneShard groups whose events all came from one shard
     * @param groupsInOrder groups whose events the consumer came to in the order in which they were put, none missing
     * @param traces of both applications together
     * @param tracesWithBothServices traces that hold spans of both
     * @param consumerParent the parent of the consumer's spans: none, kinesis-call, application-span
     */
    record Line(
            String name,
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
        StringBuilder table = new StringBuilder(String.format(
                ROW,
                "situation",
                "events",
                "linked",
                "by",
                "groups",
                "one shard",
                "order",
                "traces",
                "whole",
                "consumer's parent"));
        for (Line line : situations) {
            table.append(String.format(
                    ROW,
                    line.name(),
                    line.events(),
                    line.linked(),
                    line.linkedBy(),
                    line.groups(),
                    line.groupsOnOneShard(),
                    line.groupsInOrder(),
                    line.traces(),
                    line.tracesWithBothServices(),
                    line.consumerParent()));
        }
        return table.toString();
    }
}
