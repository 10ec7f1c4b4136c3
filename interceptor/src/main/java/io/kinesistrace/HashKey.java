package io.kinesistrace;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The hash by which Kinesis maps a partition key to a shard: the MD5 of its UTF-8 bytes as an unsigned 128-bit number, written in decimal.
 * Safe for use by any number of threads.
 *
 * @see <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html">PutRecord, PartitionKey and ExplicitHashKey</a>
 */
final class HashKey {
    private static final String MD5 = "MD5";

    private static final int OUTPUT_BYTES = 16;
    private static final int ASCII_END = 0x80;

    /** A power of two. */
    private static final int SPARES = 16;

    /** For copies: to look the algorithm up costs more than to hash a key. Null in a JVM that has none. */
    private final @Nullable MessageDigest original;

    /**
     * Hashers that nobody uses now. A thread takes the one in its place and puts it back, and makes another where two threads meet. No
     * {@code ThreadLocal}: of virtual threads there are millions.
     */
    private final AtomicReferenceArray<@Nullable Hasher> spares = new AtomicReferenceArray<>(SPARES);

    private HashKey(@Nullable MessageDigest original) {
        this.original = original;
    }

    static HashKey md5() {
        return withAlgorithm(MD5);
    }

    static HashKey withAlgorithm(String algorithm) {
        return new HashKey(newDigest(algorithm));
    }

    /** False in a JVM without MD5, as one in FIPS mode. */
    boolean isAvailable() {
        return original != null;
    }

    /** The hash key of a partition key, in characters that {@code ExplicitHashKey} takes; needs {@link #isAvailable()}. */
    String of(String partitionKey) {
        int place = (int) Thread.currentThread().getId() & SPARES - 1;
        Hasher spare = spares.getAndSet(place, null);
        Hasher hasher = spare == null ? new Hasher(copy()) : spare;
        String hashKey = hasher.hashKey(partitionKey);
        spares.lazySet(place, hasher);
        return hashKey;
    }

    private MessageDigest copy() {
        MessageDigest shared = original;
        if (shared == null) {
            throw new IllegalStateException("This JVM has no MD5");
        }
        try {
            return (MessageDigest) shared.clone();
        } catch (CloneNotSupportedException e) {
            MessageDigest looked = newDigest(shared.getAlgorithm());
            if (looked == null) {
                throw new IllegalStateException("This JVM has no MD5 any more", e);
            }
            return looked;
        }
    }

    /** A digest and the room that it works in, for one thread at a time. */
    private static final class Hasher {
        private final MessageDigest digest;
        private final byte[] input = new byte[ServiceLimits.PARTITION_KEY_CHARACTERS];
        private final byte[] output = new byte[OUTPUT_BYTES];
        private final UnsignedDecimal decimal = new UnsignedDecimal();

        Hasher(MessageDigest digest) {
            this.digest = digest;
        }

        String hashKey(String text) {
            if (copyAscii(text)) {
                digest.update(input, 0, text.length());
            } else {
                digest.update(text.getBytes(StandardCharsets.UTF_8));
            }
            try {
                digest.digest(output, 0, OUTPUT_BYTES);
            } catch (DigestException e) {
                throw new IllegalStateException(e);
            }
            return decimal.of(output);
        }

        /** False where it is not ASCII, or too long. */
        private boolean copyAscii(String text) {
            int length = text.length();
            if (length > input.length) {
                return false;
            }
            for (int i = 0; i < length; i++) {
                char c = text.charAt(i);
                if (c >= ASCII_END) {
                    return false;
                }
                input[i] = (byte) c;
            }
            return true;
        }
    }

    private static @Nullable MessageDigest newDigest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException | RuntimeException e) {
            // In whichever way a provider refuses: without a digest there is no hash key, and a put goes on without
            // one.
            return null;
        }
    }
}
