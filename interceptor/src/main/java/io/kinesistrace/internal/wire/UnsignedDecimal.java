package io.kinesistrace.internal.wire;

import java.nio.charset.StandardCharsets;

/**
 * Unsigned 128-bit numbers in decimal. {@code BigInteger} takes some ten times as long and allocates a kilobyte.
 *
 * <p>The number is four limbs of 32 bits. Each power of 2^32 is split into chunks of eight decimal digits; the products are added chunk by
 * chunk, and the excess is carried to the next. No sum exceeds 2^62, so positive longs are enough.
 *
 * <p>For one thread at a time.
 */
final class UnsignedDecimal {
    private static final int CHUNK_DIGITS = 8;
    private static final int CHUNKS = 5;
    private static final long CHUNK = 100_000_000L;

    // 2^32 = 42 94967296
    private static final long P1_0 = 94_967_296L;
    private static final long P1_1 = 42L;
    // 2^64 = 1844 67440737 09551616
    private static final long P2_0 = 9_551_616L;
    private static final long P2_1 = 67_440_737L;
    private static final long P2_2 = 1_844L;
    // 2^96 = 79228 16251426 43375935 43950336
    private static final long P3_0 = 43_950_336L;
    private static final long P3_1 = 43_375_935L;
    private static final long P3_2 = 16_251_426L;
    private static final long P3_3 = 79_228L;

    /** Reused, because a new array for each number would be a seventh of what a put allocates. */
    private final byte[] digits = new byte[CHUNKS * CHUNK_DIGITS];

    /** @param number 16 bytes, the most significant first */
    String of(byte[] number) {
        long a3 = limb(number, 0);
        long a2 = limb(number, 4);
        long a1 = limb(number, 8);
        long a0 = limb(number, 12);
        long c0 = a0 + a1 * P1_0 + a2 * P2_0 + a3 * P3_0;
        long c1 = c0 / CHUNK + a1 * P1_1 + a2 * P2_1 + a3 * P3_1;
        long c2 = c1 / CHUNK + a2 * P2_2 + a3 * P3_2;
        long c3 = c2 / CHUNK + a3 * P3_3;
        write((int) (c3 / CHUNK), (int) (c3 % CHUNK), (int) (c2 % CHUNK), (int) (c1 % CHUNK), (int) (c0 % CHUNK));
        return withoutLeadingZeros();
    }

    /** One digit of each chunk in turn: the divisions of different chunks do not wait for each other. */
    private void write(int chunk0, int chunk1, int chunk2, int chunk3, int chunk4) {
        for (int i = CHUNK_DIGITS - 1; i >= 0; i--) {
            digits[i] = (byte) ('0' + chunk0 % 10);
            digits[CHUNK_DIGITS + i] = (byte) ('0' + chunk1 % 10);
            digits[2 * CHUNK_DIGITS + i] = (byte) ('0' + chunk2 % 10);
            digits[3 * CHUNK_DIGITS + i] = (byte) ('0' + chunk3 % 10);
            digits[4 * CHUNK_DIGITS + i] = (byte) ('0' + chunk4 % 10);
            chunk0 /= 10;
            chunk1 /= 10;
            chunk2 /= 10;
            chunk3 /= 10;
            chunk4 /= 10;
        }
    }

    private String withoutLeadingZeros() {
        int start = 0;
        while (start < digits.length - 1 && digits[start] == '0') {
            start++;
        }
        return new String(digits, start, digits.length - start, StandardCharsets.ISO_8859_1);
    }

    private static long limb(byte[] number, int at) {
        return (number[at] & 0xFFL) << 24
                | (number[at + 1] & 0xFF) << 16
                | (number[at + 2] & 0xFF) << 8
                | number[at + 3] & 0xFF;
    }
}
