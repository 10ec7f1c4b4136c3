package io.kinesistrace.consumer;

import io.opentelemetry.api.trace.SpanContext;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The producers of a batch, each once. Known by their ids as text, which a hash table can order: keys can be crafted so that all have one hash
 * code, and span contexts cannot be ordered. Span ids are short and nearly always unique, so they alone are hashed first.
 */
final class Producers {
    private final Map<String, SpanContext> bySpanId = new HashMap<>();
    private final Set<String> sharingASpanId = new HashSet<>();

    /** False if it is there already. */
    boolean add(SpanContext producer) {
        SpanContext known = bySpanId.putIfAbsent(producer.getSpanId(), producer);
        return known == null
                || !known.getTraceId().equals(producer.getTraceId()) && sharingASpanId.add(idsOf(producer));
    }

    boolean contains(SpanContext producer) {
        SpanContext known = bySpanId.get(producer.getSpanId());
        return known != null
                && (known.getTraceId().equals(producer.getTraceId()) || sharingASpanId.contains(idsOf(producer)));
    }

    int size() {
        return bySpanId.size() + sharingASpanId.size();
    }

    private static String idsOf(SpanContext producer) {
        return producer.getTraceId() + producer.getSpanId();
    }
}
