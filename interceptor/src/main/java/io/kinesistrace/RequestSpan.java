package io.kinesistrace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;

/**
 * Which span a record carries: that of the Kinesis call itself where the OpenTelemetry instrumentation of the AWS SDK made one, else the
 * caller's.
 *
 * <p>The instrumentation keeps the context of the call's span in the execution attributes and makes it current only after
 * {@code modifyRequest}, or never (async): a producer without a span of its own has no current span there at all.
 *
 * <p>One for each interceptor, as it remembers what calls look like. Safe for use by any number of threads.
 */
final class RequestSpan {
    /** The end of the name, as the package differs between the library and the agent, and between their versions. */
    private static final String CALL_CONTEXT = "TracingExecutionInterceptor.Context";

    /** Found once, as a search among all attributes on each call costs more than the whole injection. */
    private static volatile @Nullable ExecutionAttribute<?> callContextAttribute;

    /** A search is made again after so many calls without, in case two calls only look alike. */
    private static final int SEARCH_AGAIN = 256;

    /**
     * The numbers of attributes, early and late, of a call in which no instrumentation had left its context. One more of the same is not
     * searched: an instrumentation that came to it would have left its context in between, or was there before.
     */
    private volatile int sizesOfACallWithout = -1;

    private int callsWithout;

    /** @param call null if nobody saw it begin */
    SpanContext of(ExecutionAttributes attributes, @Nullable PutCall call) {
        Object callContext = callContext(attributes, call);
        if (callContext != null) {
            SpanContext span = BridgedContext.spanOf(callContext);
            if (span.isValid()) {
                return span;
            }
        }
        Context context = call == null ? Context.current() : call.callerContext();
        return Span.fromContext(context).getSpanContext();
    }

    private @Nullable Object callContext(ExecutionAttributes attributes, @Nullable PutCall call) {
        ExecutionAttribute<?> known = callContextAttribute;
        Object context = known == null ? null : attributes.getAttribute(known);
        if (context != null || call == null) {
            return context == null ? searchCallContext(attributes) : context;
        }
        int sizes = call.attributesBefore() << Short.SIZE
                | attributes.getAttributes().size();
        // The count is not exact where threads meet, and need not be.
        if (sizes == sizesOfACallWithout && ++callsWithout % SEARCH_AGAIN != 0) {
            return null;
        }
        Object found = searchCallContext(attributes);
        if (found == null) {
            sizesOfACallWithout = sizes;
        }
        return found;
    }

    private static @Nullable Object searchCallContext(ExecutionAttributes attributes) {
        for (ExecutionAttribute<?> attribute : attributes.getAttributes().keySet()) {
            if (attribute.toString().endsWith(CALL_CONTEXT)) {
                callContextAttribute = attribute;
                return attributes.getAttribute(attribute);
            }
        }
        return null;
    }
}
