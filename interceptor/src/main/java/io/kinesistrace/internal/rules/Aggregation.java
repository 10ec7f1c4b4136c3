package io.kinesistrace.internal.rules;

import software.amazon.awssdk.core.SdkBytes;

/**
 * Recognizes aggregates of the Kinesis Producer Library: records that each hold many user records.
 *
 * @see <a href="https://github.com/awslabs/amazon-kinesis-producer/blob/master/aggregation-format.md">Aggregation format</a>
 */
final class Aggregation {
    private static final byte[] MAGIC = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2};

    private Aggregation() {}

    static boolean isAggregate(SdkBytes data) {
        byte[] bytes = data.asByteArrayUnsafe();
        if (bytes.length < MAGIC.length) {
            return false;
        }
        for (int i = 0; i < MAGIC.length; i++) {
            if (bytes[i] != MAGIC[i]) {
                return false;
            }
        }
        return true;
    }
}
