package io.kinesistrace.internal.span;

import io.kinesistrace.internal.wire.Traceparent;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Reads the span from a context of any copy of the OpenTelemetry API. The Java agent has its own copy under relocated names, which cannot be
 * linked to, so the ids are read by reflection. The application need not have the API at all.
 */
final class ContextReader {
    private static final String CONTEXT_INTERFACE = ".context.Context";
    private static final String SPAN_INTERFACE = ".api.trace.Span";

    private static final ClassValue<@Nullable ContextReader> READERS = new ClassValue<@Nullable ContextReader>() {
        @Override
        protected @Nullable ContextReader computeValue(Class<?> type) {
            return readerFor(type);
        }
    };

    private final Method fromContext;
    private final Method getSpanContext;
    private final Method isValid;
    private final Method getTraceId;
    private final Method getSpanId;
    private final Method getTraceFlags;
    private final Method asHex;

    /** @param context the {@code Context} interface of a copy of the API */
    private ContextReader(Class<?> context) throws ReflectiveOperationException {
        String api = context.getName().substring(0, context.getName().length() - CONTEXT_INTERFACE.length());
        Class<?> span = Class.forName(api + SPAN_INTERFACE, true, context.getClassLoader());
        this.fromContext = span.getMethod("fromContext", context);
        this.getSpanContext = span.getMethod("getSpanContext");
        Class<?> spanContext = getSpanContext.getReturnType();
        this.isValid = spanContext.getMethod("isValid");
        this.getTraceId = spanContext.getMethod("getTraceId");
        this.getSpanId = spanContext.getMethod("getSpanId");
        this.getTraceFlags = spanContext.getMethod("getTraceFlags");
        this.asHex = getTraceFlags.getReturnType().getMethod("asHex");
    }

    /** Null if the context holds no valid span, or is not a context. */
    static @Nullable String traceparent(Object context) {
        ContextReader reader = READERS.get(context.getClass());
        return reader == null ? null : reader.read(context);
    }

    private @Nullable String read(Object context) {
        try {
            Object span = getSpanContext.invoke(fromContext.invoke(null, context));
            return (Boolean) isValid.invoke(span)
                    ? Traceparent.of((String) getTraceId.invoke(span), (String) getSpanId.invoke(span), (String)
                            asHex.invoke(getTraceFlags.invoke(span)))
                    : null;
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Uses the interface, which is public; the implementing class may not be. */
    private static @Nullable ContextReader readerFor(Class<?> type) {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            for (Class<?> contract : c.getInterfaces()) {
                if (contract.getName().endsWith(CONTEXT_INTERFACE)) {
                    return readerOrNull(contract);
                }
            }
        }
        return null;
    }

    private static @Nullable ContextReader readerOrNull(Class<?> context) {
        try {
            return new ContextReader(context);
        } catch (ReflectiveOperationException | LinkageError e) {
            return null;
        }
    }
}
