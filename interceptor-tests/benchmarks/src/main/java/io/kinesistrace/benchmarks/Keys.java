package io.kinesistrace.benchmarks;

import java.util.List;

/** Thousands of keys in turn: one and the same key over and over flatters, as the JVM learns it. For one thread. */
final class Keys {
    /** A power of two; more than fit into the caches of branch predictors. */
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
