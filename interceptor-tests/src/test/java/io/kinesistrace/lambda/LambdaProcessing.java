package io.kinesistrace.lambda;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import io.kinesistrace.consumer.KinesisConsumerTelemetry;
import io.kinesistrace.consumer.ShardTelemetry;

/** Gives the contract tests access to the internals of the Lambda handlers. */
public final class LambdaProcessing {
    private LambdaProcessing() {}

    public static ShardTelemetry<KinesisEventRecord> shard(
            KinesisConsumerTelemetry telemetry, KinesisEventRecord record) {
        return LambdaRecords.shard(telemetry, record);
    }
}
