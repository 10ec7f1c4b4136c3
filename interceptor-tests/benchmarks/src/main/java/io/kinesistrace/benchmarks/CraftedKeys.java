package io.kinesistrace.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Partition keys that carry contexts: random ones, and ones crafted to slow a consumer down. */
final class CraftedKeys {
    private static final int HALF_DIGITS = 8;
    private static final int HALVES = 400_000;
    private static final int ALIKE = 22;

    private CraftedKeys() {}

    /** Keys with random ids. */
    static List<String> distinct(int count) {
        Random random = new Random(17);
        List<String> keys = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            keys.add(String.format(
                    "00-%016x%016x-%016x-01", random.nextLong(), random.nextLong() | 1, random.nextLong() | 1));
        }
        return keys;
    }

    /**
     * Keys with distinct ids, all of which have the same {@link String#hashCode()} when trace id and span id are concatenated: they consist of
     * three blocks of sixteen digits that have the same hash code.
     */
    static List<String> ofOneHashCode(int count) {
        List<String> alike = blocksOfOneHashCode();
        List<String> keys = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            keys.add("00-" + alike.get(i % ALIKE) + alike.get(i / ALIKE % ALIKE) + '-' + alike.get(i / ALIKE / ALIKE)
                    + "-01");
        }
        return keys;
    }

    /** Meets in the middle: a block's hash code is its first half's, times 31 per digit of the second half, plus the second half's. */
    private static List<String> blocksOfOneHashCode() {
        Random random = new Random(17);
        Map<Integer, String> halves = new HashMap<>();
        while (halves.size() < HALVES) {
            String half = String.format("%08x", random.nextInt());
            halves.put(half.hashCode(), half);
        }
        int shift = 1;
        for (int digit = 0; digit < HALF_DIGITS; digit++) {
            shift *= 31;
        }
        List<String> alike = new ArrayList<>();
        for (Map.Entry<Integer, String> first : halves.entrySet()) {
            String second = halves.get(-first.getKey() * shift);
            if (second != null) {
                alike.add(first.getValue() + second);
            }
        }
        if (alike.size() < ALIKE) {
            throw new IllegalStateException("Only " + alike.size() + " blocks have one hash code");
        }
        return alike;
    }
}
