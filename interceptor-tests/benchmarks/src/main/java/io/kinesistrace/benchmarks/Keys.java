package io.kinesistrace.benchmarks;

import java.util.List;

/** Thousands of keys in turn: repeating a single key would give better figures, because the JVM adapts to it. For one thread. */
final class Keys {
    /** A power of two; too many for branch predictors to learn. */
    static final int COUNT = 1 << 14;

    private final String[] keys;
    private int next;

    /** @param keys as many as {@link #COUNT} */
    Keys(List<String> keys) {
        this.keys = keys.toArray(new String[0]);
    }

    String next() {
        return keys[next++ & COUNT - 1];
    }
}
