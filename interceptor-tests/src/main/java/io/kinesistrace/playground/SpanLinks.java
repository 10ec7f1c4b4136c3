package io.kinesistrace.playground;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which traces the spans of an application link to, from what it printed: with the exporter {@link #EXPORTER}, an OpenTelemetry writes its
 * spans to the standard output, as lines of OTLP JSON.
 *
 * @param tracesBySpan the ids of the traces that a span links to, by the id of the span
 */
record SpanLinks(Map<String, Set<String>> tracesBySpan) {
    static final String EXPORTER = "experimental-otlp/stdout";
    static final SpanLinks NONE = new SpanLinks(Map.of());

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String START_OF_SPANS = "{\"resourceSpans\"";

    static SpanLinks read(List<Path> outputs) {
        Map<String, Set<String>> found = new HashMap<>();
        for (Path output : outputs) {
            wholeLines(output)
                    .lines()
                    .filter(line -> line.startsWith(START_OF_SPANS))
                    .forEach(line -> spansIn(line)
                            .forEach(span -> found.put(span.get("spanId").asText(), linkedTraces(span))));
        }
        return new SpanLinks(found);
    }

    /** Whether it has been written down. */
    boolean knows(String span) {
        return tracesBySpan.containsKey(span);
    }

    Set<String> of(String span) {
        return tracesBySpan.getOrDefault(span, Set.of());
    }

    private static Set<String> linkedTraces(JsonNode span) {
        return new HashSet<>(span.path("links").findValuesAsText("traceId"));
    }

    private static List<JsonNode> spansIn(String line) {
        try {
            return JSON.readTree(line).findValues("spans").stream()
                    .flatMap(spans -> spans.valueStream())
                    .toList();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It may be writing still. */
    private static String wholeLines(Path output) {
        try {
            String text = Files.readString(output);
            return text.substring(0, text.lastIndexOf('\n') + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
