package io.kinesistrace.agent.lambda;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;

/**
 * A context that holds the producer beside what it held: not as the current span, which it never is, but under a name of its own. Whoever
 * looks for it is in another class loader, and has another key of that name.
 */
final class ProducerOffer implements Context {
    /** Also in {@code ProducerParent}, which is in the agent. */
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
