package io.othertelemetry.context;

import io.othertelemetry.api.trace.SpanContext;

/** Simulates the copy of the OpenTelemetry API in the Java agent: the same methods in another package. */
public interface Context {
    /** The context of the span that this context holds. */
    SpanContext spanContext();
}
