package io.kinesistrace.internal.wire;

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
public final class KeyHash {
    private static final String MD5 = "MD5";
    private static final int OUTPUT_BYTES = 16;

    /** A power of two. */
    private static final int SPARES = 16;

    /** The prototype of all digests; null in a JVM that has none. */
    private final @Nullable MessageDigest original;

    /**
     * Idle digesters. A thread takes the one at its index and puts it back. Cloning the digest for each hash is as fast but allocates some 400
     * bytes more per put. No {@code ThreadLocal}, because there can be millions of virtual threads.
     */
    private final AtomicReferenceArray<@Nullable Digester> spares = new AtomicReferenceArray<>(SPARES);

    private KeyHash(@Nullable MessageDigest original) {
        this.original = original;
    }

    public static KeyHash md5() {
        return withAlgorithm(MD5);
    }

    public static KeyHash withAlgorithm(String algorithm) {
        return new KeyHash(newDigest(algorithm));
    }

    /** False in a JVM without MD5, such as one in FIPS mode. */
    public boolean isAvailable() {
        return original != null;
    }

    /** The hash of a partition key in the format of {@code ExplicitHashKey}; requires {@link #isAvailable()}. */
    public String of(String partitionKey) {
        int place = (int) Thread.currentThread().getId() & SPARES - 1;
        Digester spare = spares.getAndSet(place, null);
        Digester digester = spare == null ? new Digester(copy()) : spare;
        String hash = digester.hash(partitionKey);
        // Only after success: a failed digest may be in any state.
        spares.lazySet(place, digester);
        return hash;
    }

    private MessageDigest copy() {
        MessageDigest shared = original;
        if (shared == null) {
            throw new IllegalStateException("This JVM has no MD5");
        }
        try {
            return (MessageDigest) shared.clone();
        } catch (CloneNotSupportedException e) {
            MessageDigest another = newDigest(shared.getAlgorithm());
            if (another == null) {
                throw new IllegalStateException("This JVM has no MD5 any more", e);
            }
            return another;
        }
    }

    private static @Nullable MessageDigest newDigest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (VirtualMachineError e) {
            throw e;
        } catch (NoSuchAlgorithmException | RuntimeException | Error e) {
            // However a security provider fails: without a digest there is no hash, and records are sent unmodified.
            return null;
        }
    }

    /** A digest and the arrays that it needs. For one thread at a time. */
    private static final class Digester {
        private final MessageDigest digest;
        private final byte[] output = new byte[OUTPUT_BYTES];
        private final UnsignedDecimal decimal = new UnsignedDecimal();

        Digester(MessageDigest digest) {
            this.digest = digest;
        }

        String hash(String partitionKey) {
            try {
                digest.update(partitionKey.getBytes(StandardCharsets.UTF_8));
                digest.digest(output, 0, OUTPUT_BYTES);
            } catch (DigestException e) {
                throw new IllegalStateException(e);
            }
            return decimal.of(output);
        }
    }
}
