package io.kinesistrace.playground;

import io.kinesistrace.playground.otlp.OtlpOutput;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The traces that the spans of an application link to, read from its output: see {@link OtlpOutput}.
 *
 * @param tracesBySpan the ids of the traces that a span links to, by the id of the span
 */
record SpanLinks(Map<String, Set<String>> tracesBySpan) {
    static final SpanLinks NONE = new SpanLinks(Map.of());

    static SpanLinks read(List<Path> outputs) {
        Map<String, Set<String>> found = new HashMap<>();
        outputs.forEach(
                output -> OtlpOutput.spansIn(output).forEach(span -> found.put(span.id(), span.linkedTraces())));
        return new SpanLinks(found);
    }

    /** True if the span has been printed. */
    boolean knows(String span) {
        return tracesBySpan.containsKey(span);
    }

    Set<String> of(String span) {
        return tracesBySpan.getOrDefault(span, Set.of());
    }
}
