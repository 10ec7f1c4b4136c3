package io.kinesistrace;

import java.nio.charset.StandardCharsets;

/**
 * Unsigned 128-bit numbers in decimal, without {@code BigInteger}, which takes many times as long.
 *
 * <p>The number is four limbs of 32 bits. Each power of 2^32 is written down in chunks of nine digits; chunk by chunk, the products are added
 * up, and what is over goes to the next. No sum is more than 6.8e18, so that all of it is arithmetic of positive longs.
 */
final class UnsignedDecimal {
    private static final int CHUNK_DIGITS = 9;

    /** Of 2^128-1: three, and four chunks. */
    private static final int MOST_DIGITS = 39;

    private static final long CHUNK = 1_000_000_000L;

    // 2^32 = 4 294967296
    private static final long P1_0 = 294_967_296L;
    private static final long P1_1 = 4L;
    // 2^64 = 18 446744073 709551616
    private static final long P2_0 = 709_551_616L;
    private static final long P2_1 = 446_744_073L;
    private static final long P2_2 = 18L;
    // 2^96 = 79 228162514 264337593 543950336
    private static final long P3_0 = 543_950_336L;
    private static final long P3_1 = 264_337_593L;
    private static final long P3_2 = 228_162_514L;
    private static final long P3_3 = 79L;

    private static final int PAIR = 100;
    private static final byte[] PAIRS = pairs();

    private UnsignedDecimal() {}

    /** @param number 16 bytes, the highest first */
    static String of(byte[] number) {
        long a3 = limb(number, 0);
        long a2 = limb(number, 4);
        long a1 = limb(number, 8);
        long a0 = limb(number, 12);
        long c0 = a0 + a1 * P1_0 + a2 * P2_0 + a3 * P3_0;
        long over0 = c0 / CHUNK;
        long c1 = over0 + a1 * P1_1 + a2 * P2_1 + a3 * P3_1;
        long over1 = c1 / CHUNK;
        long c2 = over1 + a2 * P2_2 + a3 * P3_2;
        long over2 = c2 / CHUNK;
        long c3 = over2 + a3 * P3_3;
        long over3 = c3 / CHUNK;
        byte[] digits = new byte[MOST_DIGITS];
        writeFirst(digits, (int) over3);
        write(digits, 3, (int) (c3 - over3 * CHUNK));
        write(digits, 2, (int) (c2 - over2 * CHUNK));
        write(digits, 1, (int) (c1 - over1 * CHUNK));
        write(digits, 0, (int) (c0 - over0 * CHUNK));
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

    private static void writeFirst(byte[] digits, int value) {
        int hundreds = value / PAIR;
        int index = value - hundreds * PAIR << 1;
        digits[0] = (byte) ('0' + hundreds);
        digits[1] = PAIRS[index];
        digits[2] = PAIRS[index + 1];
    }

    /** Nine digits; chunk 0 is the last of them all. */
    private static void write(byte[] digits, int chunk, int value) {
        int at = MOST_DIGITS - chunk * CHUNK_DIGITS;
        int rest = value;
        for (int pair = 0; pair < CHUNK_DIGITS / 2; pair++) {
            int quotient = rest / PAIR;
            int index = rest - quotient * PAIR << 1;
            digits[--at] = PAIRS[index + 1];
            digits[--at] = PAIRS[index];
            rest = quotient;
        }
        digits[--at] = (byte) ('0' + rest);
    }

    private static byte[] pairs() {
        byte[] pairs = new byte[2 * PAIR];
        for (int i = 0; i < PAIR; i++) {
            pairs[2 * i] = (byte) ('0' + i / 10);
            pairs[2 * i + 1] = (byte) ('0' + i % 10);
        }
        return pairs;
    }
}
