package io.kinesistrace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Reads a context of somebody else's OpenTelemetry. The Java agent has its own copy of the API under other names, which we can neither
 * link to nor cast; but made current there, its span is also current here: that is how the agent ties the application's API to its own.
 */
final class BridgedContext {
    private static final String CONTEXT_INTERFACE = ".context.Context";

    private static final ClassValue<@Nullable Method> MAKE_CURRENT = new ClassValue<@Nullable Method>() {
        @Override
        protected @Nullable Method computeValue(Class<?> type) {
            return makeCurrentMethod(type);
        }
    };

    private BridgedContext() {}

    /** The span of a context of ours or of another copy of the API; an invalid one where it holds none or is no context. */
    static SpanContext spanOf(Object context) {
        if (context instanceof Context) {
            return Span.fromContext((Context) context).getSpanContext();
        }
        Method makeCurrent = MAKE_CURRENT.get(context.getClass());
        return makeCurrent == null ? SpanContext.getInvalid() : spanWithin(context, makeCurrent);
    }

    private static SpanContext spanWithin(Object context, Method makeCurrent) {
        try (AutoCloseable scope = (AutoCloseable) makeCurrent.invoke(context)) {
            return Span.current().getSpanContext();
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** By its interface, as that one is public; the class that implements it need not be. */
    private static @Nullable Method makeCurrentMethod(Class<?> type) {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            for (Class<?> contract : c.getInterfaces()) {
                if (contract.getName().endsWith(CONTEXT_INTERFACE)) {
                    return makeCurrentOf(contract);
                }
            }
        }
        return null;
    }

    private static @Nullable Method makeCurrentOf(Class<?> contract) {
        try {
            Method makeCurrent = contract.getMethod("makeCurrent");
            return AutoCloseable.class.isAssignableFrom(makeCurrent.getReturnType()) ? makeCurrent : null;
        } catch (NoSuchMethodException e) {
            return null;
        }
    }
}
