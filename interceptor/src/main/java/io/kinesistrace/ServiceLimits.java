package io.kinesistrace;

/**
 * What the service takes. A put that keeps within a limit must still do so with its new key; one that was over it already fails with or
 * without us, and is none of our business.
 *
 * @see <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html">PutRecords</a>
 * @see <a href="https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html">Quotas and limits</a>
 */
final class ServiceLimits {
    /**
     * Characters of a partition key. Counted in UTF-16 units, the strictest reading of "Unicode characters": where a reading decides
     * whether a key is too long, the record is left as it was.
     */
    static final int PARTITION_KEY_CHARACTERS = 256;

    /** Bytes of data and partition key of a record, on a stream that nobody has set to take more. */
    static final long RECORD_BYTES = 1L << 20;

    /** Bytes of data and partition key of a record, at the most that a stream can be set to. */
    static final long LARGEST_RECORD_BYTES = 10L << 20;

    /** Bytes of all data and partition keys of a PutRecords request. */
    static final long PUT_RECORDS_BYTES = 10L << 20;

    private final long configuredRecordBytes;

    /** @param maxRecordSize the limit of the application's own streams in bytes, or {@link Settings#NO_LIMIT} */
    ServiceLimits(int maxRecordSize) {
        this.configuredRecordBytes = maxRecordSize == Settings.NO_LIMIT ? LARGEST_RECORD_BYTES : maxRecordSize;
    }

    /** Whether a record that kept within a limit would not with its new key. Which limit its stream has, we cannot see: all count. */
    boolean recordCrosses(long bytesBefore, long bytesAfter) {
        return crosses(RECORD_BYTES, bytesBefore, bytesAfter)
                || crosses(LARGEST_RECORD_BYTES, bytesBefore, bytesAfter)
                || crosses(configuredRecordBytes, bytesBefore, bytesAfter);
    }

    static boolean putRecordsCrosses(long bytesBefore, long bytesAfter) {
        return crosses(PUT_RECORDS_BYTES, bytesBefore, bytesAfter);
    }

    private static boolean crosses(long limit, long before, long after) {
        return before <= limit && after > limit;
    }
}
