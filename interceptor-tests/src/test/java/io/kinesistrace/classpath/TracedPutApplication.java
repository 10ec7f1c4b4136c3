package io.kinesistrace.classpath;

import io.kinesistrace.Spans;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

/** The {@link PutApplication} within a span. */
final class TracedPutApplication {
    private TracedPutApplication() {}

    public static void main(String[] args) {
        try (Scope scope = makeSpanCurrent()) {
            PutApplication.main(args);
        }
    }

    /** Uses only constants of {@link Spans}: on the module path, its package belongs to the interceptor. */
    static Scope makeSpanCurrent() {
        SpanContext span =
                SpanContext.create(Spans.TRACE_ID, Spans.SPAN_ID, TraceFlags.getSampled(), TraceState.getDefault());
        return Context.root().with(Span.wrap(span)).makeCurrent();
    }
}
