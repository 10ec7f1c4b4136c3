package io.kinesistrace.consumer;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.Record;

/** Records of the AWS SDK, from GetRecords and SubscribeToShard alike. */
class SdkProcessingTest extends ProcessingContract<Record> {
    @Override
    Record record(String partitionKey, String sequenceNumber) {
        return Record.builder()
                .partitionKey(partitionKey)
                .sequenceNumber(sequenceNumber)
                .data(SdkBytes.fromUtf8String("{}"))
                .build();
    }

    @Override
    ShardTelemetry<Record> shard(KinesisConsumerTelemetry telemetry) {
        return telemetry.shard(STREAM, SHARD, Record::partitionKey, Record::sequenceNumber);
    }
}
