package io.kinesistrace.internal.span;

import io.kinesistrace.internal.wire.Traceparent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * Reads the caller's current span. Isolates the OpenTelemetry API, which the application may lack: under the Java agent, the call's own span
 * is read without it.
 */
public final class CallerSpan {
    private static final String API = "io.opentelemetry.api.trace.Span";
    private static final boolean HAS_API = hasApi();

    private CallerSpan() {}

    /** The current context of this thread, an OpenTelemetry {@code Context}; null without the API. */
    public static @Nullable Object capture() {
        return HAS_API ? Linked.current() : null;
    }

    /** @return null if there is no valid span in a context that {@link #capture} returned */
    public static @Nullable String traceparent(Object context) {
        return Linked.traceparent(context);
    }

    /** Null if the span context is invalid. */
    public static @Nullable String traceparentOf(SpanContext span) {
        return span.isValid()
                ? Traceparent.of(
                        span.getTraceId(),
                        span.getSpanId(),
                        span.getTraceFlags().asHex())
                : null;
    }

    private static boolean hasApi() {
        try {
            Class.forName(API, false, CallerSpan.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /** A class of its own, so that the API is linked only after it was found. */
    private static final class Linked {
        static Context current() {
            return Context.current();
        }

        static @Nullable String traceparent(Object context) {
            return traceparentOf(Span.fromContext((Context) context).getSpanContext());
        }
    }
}
