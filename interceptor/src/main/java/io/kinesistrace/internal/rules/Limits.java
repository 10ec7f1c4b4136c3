package io.kinesistrace.internal.rules;

import io.kinesistrace.internal.settings.Settings;

/**
 * The size limits of Kinesis, and the one that the application configured. A new key must not push a record or request over a limit; one that
 * already exceeds it fails with or without us.
 *
 * @see <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html">PutRecords</a>
 * @see <a href="https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html">Quotas and limits</a>
 */
final class Limits {
    /** Bytes of data and partition key of a record, on a stream with the default configuration. */
    static final long RECORD_BYTES = 1L << 20;

    /** Bytes of all data and partition keys of a PutRecords request, at most. */
    static final long PUT_RECORDS_BYTES = 10L << 20;

    /** The limit before records of 10 MiB were introduced; other implementations of the service still have it. */
    static final long OLDER_PUT_RECORDS_BYTES = 5L << 20;

    private final long configuredRecordBytes;

    /** @param maxRecordSize bytes, or {@link Settings#NO_LIMIT} */
    Limits(int maxRecordSize) {
        this.configuredRecordBytes = maxRecordSize == Settings.NO_LIMIT ? Settings.LARGEST_RECORD_BYTES : maxRecordSize;
    }

    /** True if the new key pushes the record over a limit it was within. The stream's own limit is unknown here, so all are respected. */
    boolean recordCrosses(long bytesBefore, long bytesAfter) {
        return crosses(RECORD_BYTES, bytesBefore, bytesAfter)
                || crosses(Settings.LARGEST_RECORD_BYTES, bytesBefore, bytesAfter)
                || crosses(configuredRecordBytes, bytesBefore, bytesAfter);
    }

    /** True if the new keys push the request over a limit it was within. */
    static boolean requestCrosses(long bytesBefore, long bytesAfter) {
        return crosses(OLDER_PUT_RECORDS_BYTES, bytesBefore, bytesAfter)
                || crosses(PUT_RECORDS_BYTES, bytesBefore, bytesAfter);
    }

    private static boolean crosses(long limit, long before, long after) {
        return before <= limit && after > limit;
    }
}
