package io.kinesistrace.internal.span;

import io.kinesistrace.internal.wire.Traceparent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * The span that is current where the application calls. The only class of the producer that links to the OpenTelemetry API, which an
 * application need not have: under the Java agent, the call's own span is read without it.
 */
public final class CallerSpan {
    private static final String API = "io.opentelemetry.api.trace.Span";
    private static final boolean HAS_API = hasApi();

    private CallerSpan() {}

    /** The context that is current in this thread, an OpenTelemetry {@code Context}; null without the API. */
    public static @Nullable Object capture() {
        return HAS_API ? Linked.current() : null;
    }

    /** @return null if there is no valid span in a context that {@link #capture} returned */
    public static @Nullable String traceparent(Object context) {
        return Linked.traceparent(context);
    }

    /** Null if there is none to carry. */
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

    /** Apart, so that nothing of the API is linked before it is known to be there. */
    private static final class Linked {
        static Context current() {
            return Context.current();
        }

        static @Nullable String traceparent(Object context) {
            return traceparentOf(Span.fromContext((Context) context).getSpanContext());
        }
    }
}
