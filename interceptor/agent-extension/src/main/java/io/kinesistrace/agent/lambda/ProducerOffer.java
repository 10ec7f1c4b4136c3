package io.kinesistrace.agent.lambda;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;

/**
 * Adds the producer to a context under a name of its own, not as the current span. Compared by name, because the reader is in another class
 * loader and has another key of that name.
 */
final class ProducerOffer implements Context {
    /** The same name as in {@code ProducerParent}, which is in the agent. */
    static final String KEY = "kinesis-trace-producer";

    private final Context context;
    private final SpanContext producer;

    ProducerOffer(Context context, SpanContext producer) {
        this.context = context;
        this.producer = producer;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <V> V get(ContextKey<V> key) {
        return KEY.equals(key.toString()) ? (V) producer : context.get(key);
    }

    @Override
    public <V> Context with(ContextKey<V> key, V value) {
        return context.with(key, value);
    }
}
