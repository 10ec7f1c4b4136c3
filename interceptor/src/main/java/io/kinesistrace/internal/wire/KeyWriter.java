package io.kinesistrace.internal.wire;

import io.kinesistrace.KeyFormat;
import io.kinesistrace.ShardRouting;
import org.jspecify.annotations.Nullable;

/** Writes the partition key that carries a traceparent, and the matching explicit hash key. Safe for use by any number of threads. */
public final class KeyWriter {
    /**
     * The maximum length of a partition key. Counted in UTF-16 units, the strictest reading of "Unicode characters".
     *
     * @see <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html">PutRecord, PartitionKey</a>
     */
    private static final int MOST_CHARACTERS = 256;

    private final ShardRouting routing;
    private final KeyFormat format;
    private final KeyHash hash;

    public KeyWriter(ShardRouting routing, KeyFormat format, KeyHash hash) {
        this.routing = routing;
        this.format = format;
        this.hash = hash;
    }

    /** True if Kinesis accepts the key, and it carries no context yet but has room for one. */
    public boolean canWrite(String key) {
        return isValid(key) && isShortEnough(key) && fits(key) && canPlace() && TracedKey.parse(key) == null;
    }

    /** False for a key that Kinesis rejects for its length. */
    public static boolean isShortEnough(String key) {
        return key.length() <= MOST_CHARACTERS;
    }

    /** True if the key that replaces this one is short enough. */
    public boolean fits(String key) {
        return sizeOfWritten(key.length()) <= MOST_CHARACTERS;
    }

    /** The size of the key that replaces one of the given size, both in characters or both in bytes: the context is ASCII. */
    public int sizeOfWritten(int size) {
        return format == KeyFormat.TRACEPARENT
                ? Traceparent.LENGTH
                : Traceparent.LENGTH + TracedKey.SEPARATOR.length() + size;
    }

    public String write(String traceparent, String key) {
        return format == KeyFormat.TRACEPARENT ? traceparent : traceparent + TracedKey.SEPARATOR + key;
    }

    public boolean keepsShard() {
        return routing == ShardRouting.ORIGINAL_KEY;
    }

    /** False if a record would lose its shard because this JVM cannot compute the hash. */
    public boolean canPlace() {
        return !keepsShard() || hash.isAvailable();
    }

    /** The explicit hash key that keeps a record on the shard of its original key; null if the written key decides. */
    public @Nullable String explicitHashKey(String originalKey) {
        return keepsShard() ? hash.of(originalKey) : null;
    }

    /** True if a record with that key and no hash would leave the shard of the original key, and this JVM can keep it there. */
    public boolean canRestoreShard(TracedKey key) {
        String originalKey = key.originalKey();
        return keepsShard() && hash.isAvailable() && originalKey != null && isValid(originalKey);
    }

    private static boolean isValid(String key) {
        return !key.isEmpty() && Utf8.length(key) != Utf8.NOT_ENCODABLE;
    }
}
