package io.othertelemetry.api.trace;

import io.othertelemetry.context.Context;

public interface Span {
    SpanContext getSpanContext();

    static Span fromContext(Context context) {
        return context::spanContext;
    }
}
