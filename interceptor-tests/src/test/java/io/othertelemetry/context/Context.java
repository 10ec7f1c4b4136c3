package io.othertelemetry.context;

import io.othertelemetry.api.trace.SpanContext;

/** Stands for the copy of the OpenTelemetry API inside the Java agent: the same methods under another package. */
public interface Context {
    /** Of the span that it holds. */
    SpanContext spanContext();
}
