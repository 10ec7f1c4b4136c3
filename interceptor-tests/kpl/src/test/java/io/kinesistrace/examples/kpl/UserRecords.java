package io.kinesistrace.examples.kpl;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.kinesis.producer.protobuf.Messages.AggregatedRecord;

/** Reads the user records that an application put from the records of a stream, as specified by the library's aggregation format. */
final class UserRecords {
    private static final byte[] MAGIC = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2};
    private static final int MD5_SIZE = 16;

    record UserRecord(String partitionKey, String data) {}

    private UserRecords() {}

    static Stream<UserRecord> in(Record record) {
        byte[] bytes = record.data().asByteArray();
        return isAggregate(record)
                ? deaggregate(Arrays.copyOfRange(bytes, MAGIC.length, bytes.length - MD5_SIZE))
                : Stream.of(new UserRecord(record.partitionKey(), record.data().asUtf8String()));
    }

    static boolean isAggregate(Record record) {
        byte[] bytes = record.data().asByteArray();
        return bytes.length > MAGIC.length + MD5_SIZE && Arrays.equals(Arrays.copyOf(bytes, MAGIC.length), MAGIC);
    }

    private static Stream<UserRecord> deaggregate(byte[] protobuf) {
        try {
            AggregatedRecord aggregate = AggregatedRecord.parseFrom(protobuf);
            List<String> keys = aggregate.getPartitionKeyTableList();
            return aggregate.getRecordsList().stream()
                    .map(user -> new UserRecord(
                            keys.get((int) user.getPartitionKeyIndex()),
                            user.getData().toStringUtf8()));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }
}
