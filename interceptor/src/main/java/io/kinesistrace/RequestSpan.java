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
 */
final class RequestSpan {
    /** The end of the name, as the package differs between the library and the agent, and between their versions. */
    private static final String CALL_CONTEXT = "TracingExecutionInterceptor.Context";

    /** Found once, as a search among all attributes on each call costs more than the whole injection. */
    private static volatile @Nullable ExecutionAttribute<?> callContextAttribute;

    private RequestSpan() {}

    /** @param callerContext the context of the thread that called the client; null if nobody saw it */
    static SpanContext of(ExecutionAttributes attributes, @Nullable Context callerContext) {
        Object callContext = callContext(attributes);
        if (callContext != null) {
            SpanContext span = BridgedContext.spanOf(callContext);
            if (span.isValid()) {
                return span;
            }
        }
        Context context = callerContext == null ? Context.current() : callerContext;
        return Span.fromContext(context).getSpanContext();
    }

    private static @Nullable Object callContext(ExecutionAttributes attributes) {
        ExecutionAttribute<?> known = callContextAttribute;
        Object context = known == null ? null : attributes.getAttribute(known);
        return context == null ? searchCallContext(attributes) : context;
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
