package io.kinesistrace.kcl;

import com.google.protobuf.ByteString;
import io.kinesistrace.RecordKey;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.kinesis.retrieval.AggregatorUtil;
import software.amazon.kinesis.retrieval.kpl.Messages;
import software.amazon.kinesis.retrieval.kpl.Messages.AggregatedRecord;

/**
 * An aggregate as the Kinesis Producer Library creates it.
 *
 * @see <a href="https://github.com/awslabs/amazon-kinesis-producer/blob/master/aggregation-format.md">KPL aggregated record format</a>
 */
final class AggregatedRecords {
    private final AggregatedRecord.Builder aggregate = AggregatedRecord.newBuilder();

    AggregatedRecords add(RecordKey key, String data) {
        int index = aggregate.getPartitionKeyTableCount();
        aggregate.addPartitionKeyTable(key.partitionKey()).addExplicitHashKeyTable(key.explicitHashKey());
        aggregate.addRecords(Messages.Record.newBuilder()
                .setPartitionKeyIndex(index)
                .setExplicitHashKeyIndex(index)
                .setData(ByteString.copyFromUtf8(data)));
        return this;
    }

    SdkBytes toBytes() {
        try {
            byte[] message = aggregate.build().toByteArray();
            ByteArrayOutputStream data = new ByteArrayOutputStream();
            data.writeBytes(AggregatorUtil.AGGREGATED_RECORD_MAGIC);
            data.writeBytes(message);
            data.writeBytes(MessageDigest.getInstance("MD5").digest(message));
            return SdkBytes.fromByteArray(data.toByteArray());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
