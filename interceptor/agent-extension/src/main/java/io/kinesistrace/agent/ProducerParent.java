package io.kinesistrace.agent;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;

/** Makes the producer that the current context offers the parent of a span, unless the span has another parent. */
final class ProducerParent {
    /** The same name as in {@code ProducerOffer}, which is in the application. */
    private static final ContextKey<SpanContext> PRODUCER = ContextKey.named("kinesis-trace-producer");

    private ProducerParent() {}

    static Context orParentOf(Context context) {
        if (Span.fromContext(context).getSpanContext().isValid()) {
            return context;
        }
        SpanContext producer = Context.current().get(PRODUCER);
        return producer == null ? context : context.with(Span.wrap(producer));
    }
}
