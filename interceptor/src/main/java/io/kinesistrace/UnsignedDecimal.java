package io.kinesistrace;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Unsigned 128-bit numbers in decimal, without {@code BigInteger}, which takes many times as long. Not safe for use by several threads: it
 * keeps the room that it works in.
 *
 * <p>The number is four limbs of 32 bits. Each power of 2^32 is written down in chunks of eight digits; chunk by chunk, the products are
 * added up, and what is over goes to the next. No sum is more than 2^62, so that all of it is arithmetic of positive longs.
 */
final class UnsignedDecimal {
    /** As many as a long has bytes. */
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

    private static final int FOUR_DIGITS = 10_000;
    private static final long ZEROS = 0x3030_3030_3030_3030L;

    /** Big-endian: the first digit is the highest byte of its chunk. */
    private final ByteBuffer digits = ByteBuffer.allocate(CHUNKS * CHUNK_DIGITS);

    /** @param number 16 bytes, the highest first */
    String of(byte[] number) {
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
        long c4 = c3 / CHUNK;
        digits.putLong(0, ascii(c4));
        digits.putLong(CHUNK_DIGITS, ascii(c3 - c4 * CHUNK));
        digits.putLong(2 * CHUNK_DIGITS, ascii(c2 - over2 * CHUNK));
        digits.putLong(3 * CHUNK_DIGITS, ascii(c1 - over1 * CHUNK));
        digits.putLong(4 * CHUNK_DIGITS, ascii(c0 - over0 * CHUNK));
        return withoutLeadingZeros(digits.array());
    }

    private static String withoutLeadingZeros(byte[] digits) {
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

    /**
     * Eight digits, a byte each, by a handful of operations on all of them: halved into lanes of 32 bits with four digits, of 16 with two,
     * of 8 with one. In a lane, {@code v * 10486 >> 20} is {@code v / 100} below 10 000, and {@code v * 103 >> 10} is {@code v / 10} below
     * 100; the masks take away what comes over from the lane above.
     */
    private static long ascii(long chunk) {
        int high = (int) chunk / FOUR_DIGITS;
        long fours = (long) high << 32 | (int) chunk - high * FOUR_DIGITS;
        long hundreds = fours * 10_486 >>> 20 & 0x0000_007F_0000_007FL;
        long twos = hundreds << 16 | fours - hundreds * 100;
        long tens = twos * 103 >>> 10 & 0x000F_000F_000F_000FL;
        long ones = tens << 8 | twos - tens * 10;
        return ones | ZEROS;
    }
}
