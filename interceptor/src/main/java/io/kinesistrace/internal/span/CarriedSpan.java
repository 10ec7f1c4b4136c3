package io.kinesistrace.internal.span;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;

/**
 * Finds the span that a record carries: the Kinesis call's own if the OpenTelemetry instrumentation of the AWS SDK created one, else the
 * caller's.
 *
 * <p>The instrumentation keeps the context of the call's span in the execution attributes and makes it current only after
 * {@code modifyRequest}, or never (async). If the application creates no span itself, none is current at that point.
 *
 * <p>One instance per interceptor. Safe for use by any number of threads.
 */
public final class CarriedSpan {
    /** The end of the attribute's name; the package differs between the library and the agent, and between versions. */
    private static final String CALL_CONTEXT = "TracingExecutionInterceptor.Context";

    /** The first puts are all searched, later ones only now and then: searching some 40 attributes takes 265 ns. */
    private static final int FIRST_SEARCHES = 64;

    /** A prime, so that every client is searched even if several use one instance in turn. */
    private static final int SEARCH_ONE_OF = 31;

    /** Once found, it is looked up directly. */
    private volatile @Nullable ExecutionAttribute<?> callContextAttribute;

    /** Puts whose lookup found nothing. Races make it inexact, which does not matter. */
    private int without;

    /**
     * @param captured from {@link CallerSpan#capture()}; null if that was not called, or failed
     * @return the traceparent of the span; null if there is none
     */
    public @Nullable String traceparent(ExecutionAttributes attributes, @Nullable Object captured) {
        Object callContext = callContext(attributes);
        String ofCall = callContext == null ? null : ContextReader.traceparent(callContext);
        if (ofCall != null) {
            return ofCall;
        }
        Object caller = captured == null ? CallerSpan.capture() : captured;
        return caller == null ? null : CallerSpan.traceparent(caller);
    }

    private @Nullable Object callContext(ExecutionAttributes attributes) {
        ExecutionAttribute<?> known = callContextAttribute;
        Object context = known == null ? null : attributes.getAttribute(known);
        return context == null && isTimeToSearch() ? search(attributes) : context;
    }

    private boolean isTimeToSearch() {
        int puts = without++;
        return puts < FIRST_SEARCHES && puts >= 0 || puts % SEARCH_ONE_OF == 0;
    }

    private @Nullable Object search(ExecutionAttributes attributes) {
        for (ExecutionAttribute<?> attribute : attributes.getAttributes().keySet()) {
            if (attribute.toString().endsWith(CALL_CONTEXT)) {
                callContextAttribute = attribute;
                return attributes.getAttribute(attribute);
            }
        }
        return null;
    }
}
