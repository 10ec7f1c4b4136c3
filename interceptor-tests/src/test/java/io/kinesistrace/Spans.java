package io.kinesistrace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;

/** Spans with known ids. */
public final class Spans {
    public static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    public static final String SPAN_ID = "00f067aa0ba902b7";
    public static final String TRACEPARENT = "00-" + TRACE_ID + "-" + SPAN_ID + "-01";
    public static final SpanContext SPAN = spanContext(TRACE_ID, SPAN_ID, "01");

    private Spans() {}

    public static SpanContext spanContext(String traceId, String spanId, String flags) {
        return SpanContext.create(traceId, spanId, TraceFlags.fromHex(flags, 0), TraceState.getDefault());
    }

    public static Context contextOf(SpanContext span) {
        return Context.root().with(Span.wrap(span));
    }

    public static String traceparent(SpanContext span) {
        return "00-" + span.getTraceId() + "-" + span.getSpanId() + "-"
                + span.getTraceFlags().asHex();
    }
}
