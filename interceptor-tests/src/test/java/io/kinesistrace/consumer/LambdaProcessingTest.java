package io.kinesistrace.consumer;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import io.kinesistrace.lambda.LambdaProcessing;

/** Records of a Lambda event, as traced by our handlers. */
class LambdaProcessingTest extends ProcessingContract<KinesisEventRecord> {
    @Override
    KinesisEventRecord record(String partitionKey, String sequenceNumber) {
        KinesisEvent.Record kinesis = new KinesisEvent.Record();
        kinesis.setPartitionKey(partitionKey);
        kinesis.setSequenceNumber(sequenceNumber);
        KinesisEventRecord record = new KinesisEventRecord();
        record.setKinesis(kinesis);
        record.setEventID(SHARD + ':' + sequenceNumber);
        record.setEventSourceARN("arn:aws:kinesis:eu-west-1:123456789012:stream/" + STREAM);
        return record;
    }

    @Override
    ShardTelemetry<KinesisEventRecord> shard(KinesisConsumerTelemetry telemetry) {
        return LambdaProcessing.shard(telemetry, record("any", "1"));
    }
}
