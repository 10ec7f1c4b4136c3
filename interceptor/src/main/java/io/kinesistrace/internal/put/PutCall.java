package io.kinesistrace.internal.put;

import io.kinesistrace.internal.report.Tally;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;

/**
 * State of one SDK execution. We may be registered several times (class path, service, builder); only the last registration injects, since it
 * runs after every instrumentation, and the builder's runs last. No lock: the SDK calls one interceptor after the other.
 */
public final class PutCall {
    private int registrations;
    private int turns;
    private @Nullable Object caller;

    private @Nullable PutTracer injector;
    private @Nullable SdkRequest asked;
    private @Nullable SdkRequest ours;
    private @Nullable Tally tally;

    /** Counts one registration of our interceptor. */
    public void register() {
        registrations++;
    }

    /** @param caller the context of the caller's thread; the last registration's is the closest to the call */
    public void calledFrom(@Nullable Object caller) {
        this.caller = caller;
    }

    /** Takes a turn; true for the last registration. */
    public boolean takeTurn() {
        return ++turns == registrations;
    }

    @Nullable
    Object caller() {
        return caller;
    }

    /** Keeps the application's request and ours until the request is sent. */
    void injected(PutTracer injector, SdkRequest asked, SdkRequest ours, Tally tally) {
        this.injector = injector;
        this.asked = asked;
        this.ours = ours;
        this.tally = tally;
    }

    /** Returns the outcomes once, and only to the tracer that injected; otherwise null. */
    @Nullable
    Tally takeTally(PutTracer tracer) {
        Tally taken = injector == tracer ? tally : null;
        if (taken != null) {
            tally = null;
        }
        return taken;
    }

    @Nullable
    SdkRequest asked() {
        return asked;
    }

    @Nullable
    SdkRequest ours() {
        return ours;
    }
}
