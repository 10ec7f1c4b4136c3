package io.kinesistrace.playground;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What was seen, situation by situation. */
record Report(List<Line> situations) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String ROW = "%-24s %8s %8s %8s %14s %10s%n";

    /**
     * One situation, counted from records that were read back and spans that were exported.
     *
     * @param events that the consumer read
     * @param linked events whose consumer span is in the trace of their producer span
     * @param groups with an event that the consumer read
     * @param groupsOnOneShard groups whose events all came from one shard
     * @param groupsInOrder groups whose events the consumer came to in the order in which they were put, none missing
     */
    record Line(String name, int events, int linked, int groups, int groupsOnOneShard, int groupsInOrder) {
        static Line of(
                String name,
                List<EventConsumer.Handled> handled,
                List<SpanFile.Line> produced,
                List<SpanFile.Line> consumed) {
            Map<String, List<EventConsumer.Handled>> groups = handled.stream()
                    .collect(Collectors.groupingBy(each -> each.event().group()));
            return new Line(
                    name,
                    handled.size(),
                    linked(produced, consumed),
                    groups.size(),
                    (int) groups.values().stream().filter(Line::isOnOneShard).count(),
                    (int) groups.values().stream().filter(Line::isInOrder).count());
        }

        private static int linked(List<SpanFile.Line> produced, List<SpanFile.Line> consumed) {
            Map<String, String> producerTraces =
                    produced.stream().collect(Collectors.toMap(SpanFile.Line::eventId, SpanFile.Line::traceId));
            return (int) consumed.stream()
                    .filter(span -> span.traceId().equals(producerTraces.get(span.eventId())))
                    .count();
        }

        private static boolean isOnOneShard(List<EventConsumer.Handled> group) {
            return group.stream().map(EventConsumer.Handled::shard).distinct().count() == 1;
        }

        private static boolean isInOrder(List<EventConsumer.Handled> group) {
            return IntStream.range(0, group.size())
                    .allMatch(i -> group.get(i).event().number() == i);
        }
    }

    void write(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            JSON.writeValue(file.toFile(), this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String table() {
        StringBuilder table = new StringBuilder(
                String.format(ROW, "situation", "events", "linked", "groups", "on one shard", "in order"));
        for (Line line : situations) {
            table.append(String.format(
                    ROW,
                    line.name(),
                    line.events(),
                    line.linked(),
                    line.groups(),
                    line.groupsOnOneShard(),
                    line.groupsInOrder()));
        }
        return table.toString();
    }
}
