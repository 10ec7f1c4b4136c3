package io.kinesistrace.playground.otlp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A span that an application printed as OTLP JSON, in a line of its own or of its log.
 *
 * @param parentSpanId empty: the root of its trace
 */
public record PrintedSpan(String traceId, String spanId, String parentSpanId, String name, List<Link> links) {
    /** The exporter of the agent that prints so; every version of the agent has it. */
    public static final String EXPORTER = "logging-otlp";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String START = "{\"resource";

    /** What a span links to. */
    public record Link(String traceId, String spanId) {}

    /** All of them so far; a line that is not whole yet is left out. */
    public static List<PrintedSpan> in(String output) {
        return output.substring(0, output.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> line.contains(START))
                .flatMap(line -> spansIn(line.substring(line.indexOf(START))))
                .toList();
    }

    /** As {@link #in}, of a file. */
    public static List<PrintedSpan> read(Path output) {
        try {
            return in(Files.readString(output));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<PrintedSpan> spansIn(String json) {
        try {
            return JSON.readTree(json).findValues("spans").stream()
                    .flatMap(JsonNode::valueStream)
                    .map(PrintedSpan::of);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PrintedSpan of(JsonNode span) {
        List<Link> links = span.path("links")
                .valueStream()
                .map(link -> new Link(text(link, "traceId"), text(link, "spanId")))
                .toList();
        return new PrintedSpan(
                text(span, "traceId"), text(span, "spanId"), text(span, "parentSpanId"), text(span, "name"), links);
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText("");
    }
}
