package io.kinesistrace.internal.wire;

import org.jspecify.annotations.Nullable;

/**
 * A partition key that carries a trace context. Immutable.
 *
 * <pre>{@code
 * 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01             bare
 * 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01,,order-17   with the application's key
 * order-17                                                           plain: carries none
 * }</pre>
 */
public final class TracedKey {
    /** Separates the context from the application's key. No version of a traceparent contains a comma. */
    static final String SEPARATOR = ",,";

    private final String key;
    private final int end;

    private TracedKey(String key, int end) {
        this.key = key;
        this.end = end;
    }

    /** Null for a plain key. Never throws, whatever the key holds. */
    public static @Nullable TracedKey parse(String key) {
        if (!Traceparent.isAtStartOf(key)) {
            return null;
        }
        int separator = key.indexOf(SEPARATOR, Traceparent.LENGTH);
        int end = separator < 0 ? key.length() : separator;
        return Traceparent.endsAt(key, end) ? new TracedKey(key, end) : null;
    }

    /** True if the context replaced the application's key. */
    public boolean isBare() {
        return end == key.length();
    }

    public String traceparent() {
        return key.substring(0, end);
    }

    /** The application's key; null if the context replaced it. */
    public @Nullable String originalKey() {
        return isBare() ? null : key.substring(end + SEPARATOR.length());
    }

    public String traceId() {
        return Traceparent.traceId(key);
    }

    public String spanId() {
        return Traceparent.spanId(key);
    }

    public byte flags() {
        return Traceparent.flags(key);
    }
}
