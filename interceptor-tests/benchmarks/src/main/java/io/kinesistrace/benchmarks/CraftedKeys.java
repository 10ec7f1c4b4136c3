package io.kinesistrace.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Partition keys that carry contexts: random ones, and those of somebody who wants to make a consumer slow. */
final class CraftedKeys {
    private static final int BLOCK = 6;
    private static final int BLOCKS = 7;
    private static final int ALIKE = 4;

    private CraftedKeys() {}

    /** Of random ids. */
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
     * Of distinct ids whose text, trace id and span id in a row, has one {@link String#hashCode()}: made of blocks of six digits that have
     * the same one. In the trace id are five blocks and two digits, in the span id two blocks and four digits.
     */
    static List<String> ofOneHashCode(int count) {
        String[] alike = blocksOfOneHashCode();
        List<String> keys = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            StringBuilder ids = new StringBuilder();
            for (int block = 0, choice = i; block < BLOCKS; block++, choice /= ALIKE) {
                ids.append(alike[choice % ALIKE]);
                if (block == BLOCKS - 3) {
                    ids.append("00");
                }
            }
            keys.add("00-" + ids.substring(0, 32) + '-' + ids.substring(32) + "0000-01");
        }
        return keys;
    }

    private static String[] blocksOfOneHashCode() {
        int all = 1 << 4 * BLOCK;
        long[] byHash = new long[all];
        for (int i = 0; i < all; i++) {
            byHash[i] = (long) block(i).hashCode() << 32 | i;
        }
        Arrays.sort(byHash);
        for (int start = 0; start + ALIKE <= all; start++) {
            if (byHash[start] >> 32 == byHash[start + ALIKE - 1] >> 32) {
                return Arrays.stream(byHash, start, start + ALIKE)
                        .mapToObj(entry -> block((int) entry))
                        .toArray(String[]::new);
            }
        }
        throw new IllegalStateException("No " + ALIKE + " blocks have one hash code");
    }

    private static String block(int number) {
        char[] digits = new char[BLOCK];
        for (int i = BLOCK - 1, rest = number; i >= 0; i--, rest >>>= 4) {
            digits[i] = Character.forDigit(rest & 0xF, 16);
        }
        return new String(digits);
    }
}
