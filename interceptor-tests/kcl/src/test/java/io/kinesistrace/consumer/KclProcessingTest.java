package io.kinesistrace.consumer;

import io.kinesistrace.kcl.KclTelemetry;
import java.nio.ByteBuffer;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/** Records of the Kinesis Client Library. */
class KclProcessingTest extends ProcessingContract<KinesisClientRecord> {
    @Override
    KinesisClientRecord record(String partitionKey, String sequenceNumber) {
        return KinesisClientRecord.builder()
                .partitionKey(partitionKey)
                .sequenceNumber(sequenceNumber)
                .data(ByteBuffer.allocate(0))
                .build();
    }

    @Override
    ShardTelemetry<KinesisClientRecord> shard(KinesisConsumerTelemetry telemetry) {
        return KclTelemetry.create(telemetry).shard(STREAM, SHARD);
    }
}
