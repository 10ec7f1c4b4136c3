package io.kinesistrace.playground.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A span as an application reported it.
 *
 * @param parentId empty for the root of a trace
 * @param kind the OTLP number
 */
public record OtlpSpan(String traceId, String id, String parentId, String name, int kind, List<Link> links) {
    public static final int CLIENT = 3;
    public static final int CONSUMER = 5;

    /** A link of a span. */
    public record Link(String traceId, String spanId) {}

    static OtlpSpan of(JsonNode span) {
        List<Link> links = StreamSupport.stream(span.path("links").spliterator(), false)
                .map(link -> new Link(text(link, "traceId"), text(link, "spanId")))
                .toList();
        return new OtlpSpan(
                text(span, "traceId"),
                text(span, "spanId"),
                text(span, "parentSpanId"),
                text(span, "name"),
                span.path("kind").asInt(),
                links);
    }

    /** The ids of the traces that it links to. */
    public Set<String> linkedTraces() {
        return links.stream().map(Link::traceId).collect(Collectors.toSet());
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText("");
    }
}
