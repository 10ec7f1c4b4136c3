package io.othertelemetry.api.trace;

public interface SpanContext {
    String getTraceId();

    String getSpanId();

    TraceFlags getTraceFlags();

    boolean isValid();
}
