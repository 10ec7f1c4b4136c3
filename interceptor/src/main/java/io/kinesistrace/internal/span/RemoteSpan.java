package io.kinesistrace.internal.span;

import io.kinesistrace.internal.wire.TracedKey;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import org.jspecify.annotations.Nullable;

/** The span context that a partition key carries. */
public final class RemoteSpan {
    private RemoteSpan() {}

    /** Invalid if the key carries none. */
    public static SpanContext of(@Nullable String partitionKey) {
        TracedKey key = partitionKey == null ? null : TracedKey.parse(partitionKey);
        return key == null
                ? SpanContext.getInvalid()
                : SpanContext.createFromRemoteParent(
                        key.traceId(), key.spanId(), TraceFlags.fromByte(key.flags()), TraceState.getDefault());
    }
}
