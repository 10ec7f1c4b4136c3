package io.kinesistrace;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * The hash by which Kinesis maps a partition key to a shard: the MD5 of its UTF-8 bytes as an unsigned 128-bit number, written in decimal.
 *
 * @see <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html">PutRecord, PartitionKey and ExplicitHashKey</a>
 */
final class HashKey {
    private static final String MD5 = "MD5";
    private static final int UNSIGNED = 1;

    private final @Nullable MessageDigest digest;

    private HashKey(@Nullable MessageDigest digest) {
        this.digest = digest;
    }

    static HashKey md5() {
        return withAlgorithm(MD5);
    }

    static HashKey withAlgorithm(String algorithm) {
        return new HashKey(newDigest(algorithm));
    }

    /** False in a JVM without MD5, as one in FIPS mode. */
    boolean isAvailable() {
        return digest != null;
    }

    /** The hash key of a partition key, in characters that {@code ExplicitHashKey} takes; needs {@link #isAvailable()}. */
    String of(String partitionKey) {
        byte[] hash = ownDigest().digest(partitionKey.getBytes(StandardCharsets.UTF_8));
        return new BigInteger(UNSIGNED, hash).toString();
    }

    /** A digest is not safe for use by several threads; a copy is cheaper than another look-up of the provider. */
    private MessageDigest ownDigest() {
        MessageDigest shared = digest;
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
