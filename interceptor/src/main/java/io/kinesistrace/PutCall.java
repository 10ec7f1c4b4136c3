package io.kinesistrace;

import io.opentelemetry.context.Context;

/**
 * One put on its way through the interceptors. An interceptor can be registered several times (class path, service, builder); all of them
 * are asked, and the last one acts: it stands behind every instrumentation that makes a span, and the builder's stands behind the class
 * path's. No lock: the SDK calls one interceptor after the other. Small, as there is one for every put.
 */
final class PutCall {
    private final short attributesBefore;
    private Context callerContext;
    private byte registrations;
    private byte turns;

    /**
     * @param callerContext the context of the caller's thread
     * @param attributes how many the call has so far
     */
    PutCall(Context callerContext, int attributes) {
        this.callerContext = callerContext;
        this.attributesBefore = (short) attributes;
        this.registrations = 1;
    }

    /** @param current that of the last registration is the nearest to the call */
    void registerAgain(Context current) {
        callerContext = current;
        registrations++;
    }

    Context callerContext() {
        return callerContext;
    }

    /** How many attributes the call had when the first of us saw it. */
    int attributesBefore() {
        return attributesBefore;
    }

    /** Whether this turn is the last of all that registered. */
    boolean isLastTurn() {
        return ++turns == registrations;
    }
}
