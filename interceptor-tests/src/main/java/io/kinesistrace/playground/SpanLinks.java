package io.kinesistrace.playground;

import io.kinesistrace.playground.otlp.PrintedSpan;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which traces the spans of an application link to, from what it printed: with the exporter {@link #EXPORTER}, an OpenTelemetry writes its
 * spans to the standard output, as lines of OTLP JSON.
 *
 * @param tracesBySpan the ids of the traces that a span links to, by the id of the span
 */
record SpanLinks(Map<String, Set<String>> tracesBySpan) {
    static final String EXPORTER = "experimental-otlp/stdout";
    static final SpanLinks NONE = new SpanLinks(Map.of());

    static SpanLinks read(List<Path> outputs) {
        Map<String, Set<String>> found = new HashMap<>();
        for (Path output : outputs) {
            PrintedSpan.read(output).forEach(span -> found.put(span.spanId(), linkedTraces(span)));
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

    private static Set<String> linkedTraces(PrintedSpan span) {
        return span.links().stream().map(PrintedSpan.Link::traceId).collect(Collectors.toSet());
    }
}
