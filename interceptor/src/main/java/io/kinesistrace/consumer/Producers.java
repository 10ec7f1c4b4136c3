package io.kinesistrace.consumer;

import io.opentelemetry.api.trace.SpanContext;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The distinct producers of a batch. Keyed by their ids as strings, because a hash map orders strings with the same hash code, so that crafted
 * keys do not make it slow; span contexts are not comparable. Span ids are short and nearly always unique, so the trace id is hashed only if a
 * span id repeats.
 */
final class Producers {
    private final Map<String, SpanContext> bySpanId = new HashMap<>();
    private final Set<String> sharingASpanId = new HashSet<>();

    /** Returns false if the producer is already present. */
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
