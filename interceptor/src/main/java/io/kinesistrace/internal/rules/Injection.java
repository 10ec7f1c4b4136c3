package io.kinesistrace.internal.rules;

import org.jspecify.annotations.Nullable;

/** What is to be injected into the records of one request. */
public final class Injection {
    /** Null if there is no span. */
    public final @Nullable String traceparent;

    /** True if the stream accepts records without a key. */
    public final boolean keyless;

    public Injection(@Nullable String traceparent, boolean keyless) {
        this.traceparent = traceparent;
        this.keyless = keyless;
    }
}
