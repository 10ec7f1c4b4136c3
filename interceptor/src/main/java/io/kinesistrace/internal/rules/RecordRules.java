package io.kinesistrace.internal.rules;

import io.kinesistrace.internal.settings.Settings;
import io.kinesistrace.internal.wire.KeyWriter;
import io.kinesistrace.internal.wire.TracedKey;
import io.kinesistrace.internal.wire.Traceparent;
import io.kinesistrace.internal.wire.Utf8;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/** The rules for a single record, in the order of the documented table. They only decide. */
public final class RecordRules {
    private final KeyWriter writer;
    private final Limits limits;
    private final boolean keyless;

    /** @param keyless true for a stream that accepts records without a key */
    public RecordRules(Settings settings, KeyWriter writer, boolean keyless) {
        this.writer = writer;
        this.keyless = keyless;
        this.limits = new Limits(settings.maxRecordSize);
    }

    /**
     * @param keyBytes from {@link #keyBytes}
     * @param hasSpan true if there is a span to inject
     */
    public RecordDecision decide(
            @Nullable SdkBytes data,
            @Nullable String key,
            int keyBytes,
            @Nullable String explicitHashKey,
            boolean hasSpan) {
        TracedKey traced = key == null ? null : TracedKey.parse(key);
        if (traced != null) {
            return ofTraced(traced, explicitHashKey);
        }
        if (!hasSpan) {
            return RecordDecision.NO_SPAN;
        }
        if (data == null || keyBytes == Utf8.NOT_ENCODABLE) {
            return RecordDecision.INVALID;
        }
        if (key == null || key.isEmpty()) {
            return keyless ? sized(RecordDecision.INJECT_BARE, data, 0) : RecordDecision.INVALID;
        }
        return ofPlain(data, key, keyBytes, explicitHashKey);
    }

    private RecordDecision ofTraced(TracedKey key, @Nullable String explicitHashKey) {
        if (explicitHashKey != null || !writer.keepsShard()) {
            return RecordDecision.LEAVE_TRACED;
        }
        if (key.isBare()) {
            return RecordDecision.LEAVE_SCATTERED;
        }
        return writer.canRestoreShard(key) ? RecordDecision.RESTORE_SHARD : RecordDecision.LEAVE_TRACED;
    }

    private RecordDecision ofPlain(SdkBytes data, String key, int keyBytes, @Nullable String explicitHashKey) {
        if (!KeyWriter.isShortEnough(key)) {
            // Kinesis rejects such a key. Replacing it would turn the application's failing put into a successful one.
            return RecordDecision.KEY_TOO_LONG;
        }
        RecordDecision sized = sized(RecordDecision.INJECT, data, keyBytes);
        if (sized != RecordDecision.INJECT) {
            return sized;
        }
        if (!writer.keepsShard() && Aggregation.isAggregate(data)) {
            return RecordDecision.AGGREGATED;
        }
        if (!writer.fits(key)) {
            return RecordDecision.KEY_TOO_LONG;
        }
        if (!writer.canPlace()) {
            return RecordDecision.NO_MD5;
        }
        return explicitHashKey == null && writer.keepsShard() ? RecordDecision.INJECT : RecordDecision.INJECT_KEY;
    }

    private RecordDecision sized(RecordDecision decision, SdkBytes data, int keyBytes) {
        long dataBytes = dataBytes(data);
        return limits.recordCrosses(dataBytes + keyBytes, dataBytes + keyBytesAfter(decision, keyBytes))
                ? RecordDecision.TOO_LARGE
                : decision;
    }

    /** Bytes of the key that is sent. */
    int keyBytesAfter(RecordDecision decision, int keyBytes) {
        if (!decision.changesKey()) {
            return keyBytes;
        }
        return decision == RecordDecision.INJECT_BARE ? Traceparent.LENGTH : writer.sizeOfWritten(keyBytes);
    }

    /** Bytes of a key in UTF-8; 0 for null, {@link Utf8#NOT_ENCODABLE} for one that the SDK rejects. */
    public static int keyBytes(@Nullable String key) {
        return key == null ? 0 : Utf8.length(key);
    }

    static int dataBytes(@Nullable SdkBytes data) {
        return data == null ? 0 : data.asByteArrayUnsafe().length;
    }
}
