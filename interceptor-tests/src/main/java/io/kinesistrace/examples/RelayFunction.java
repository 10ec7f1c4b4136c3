package io.kinesistrace.examples;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import io.kinesistrace.lambda.TracingKinesisRecordHandler;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * A Lambda function that passes the records of one stream on to another and keeps each record in its trace and, by its original key, in its
 * group. For that, producer and relay must be set to {@code KINESIS_TRACE_KEY_FORMAT=traceparent-and-key}.
 *
 * <p>It puts records with the original key, so that the interceptor adds the relay's span: the trace then contains producer, relay and
 * consumer in that order. If it put them with the key as received, the records would carry the producer's span past the relay.
 */
public final class RelayFunction extends TracingKinesisRecordHandler {
    private final KinesisClient kinesis = KinesisClient.create();
    private final String target = System.getenv("TARGET_STREAM");

    public RelayFunction() {
        super(AutoConfiguredOpenTelemetrySdk.initialize().getOpenTelemetrySdk());
    }

    @Override
    protected void handleRecord(KinesisEventRecord record, Context context) {
        String key = originalKey(record);
        if (key == null) {
            // Without its original key, the record would go to any shard, out of order within its group.
            throw new IllegalStateException("The producer's key format is not traceparent-and-key");
        }
        SdkBytes data = SdkBytes.fromByteBuffer(record.getKinesis().getData());
        kinesis.putRecord(put -> put.streamName(target).partitionKey(key).data(data));
    }
}
