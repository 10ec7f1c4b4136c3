package io.kinesistrace.lambda;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import io.kinesistrace.consumer.KinesisConsumerTelemetry;
import io.kinesistrace.consumer.ShardTelemetry;

/** Opens what the Lambda handlers use to the tests of the contract. */
public final class LambdaProcessing {
    private LambdaProcessing() {}

    public static ShardTelemetry<KinesisEventRecord> shard(
            KinesisConsumerTelemetry telemetry, KinesisEventRecord record) {
        return LambdaRecords.shard(telemetry, record);
    }
}
