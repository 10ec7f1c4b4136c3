package io.kinesistrace;

import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * One put on its way through the interceptors. An interceptor can be registered several times (class path, service, builder); all of them
 * are asked, and the last one acts: it stands behind every instrumentation that makes a span, and the builder's stands behind the class
 * path's. No lock: the SDK calls one interceptor after the other.
 */
final class PutCall {
    private @Nullable Context callerContext;
    private int registrations;
    private int turns;

    /** @param current the context of the caller's thread; that of the last registration is the nearest to the call */
    void register(Context current) {
        callerContext = current;
        registrations++;
    }

    @Nullable
    Context callerContext() {
        return callerContext;
    }

    /** Whether this turn is the last of all that registered. */
    boolean isLastTurn() {
        return ++turns == registrations;
    }
}
