package io.kinesistrace.examples;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import io.kinesistrace.lambda.TracingKinesisRecordHandler;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * A Lambda function that passes the records of one stream on to another, where each stays in its trace and, by its original key, in its
 * group. For that, the key has to travel: producer and relay are set to {@code KINESIS_TRACE_KEY_FORMAT=traceparent-and-key}.
 *
 * <p>It puts with the original key, so that the interceptor writes the relay's own span: producer, relay and consumer are then one after
 * the other in the trace. Put with the key as it came, the record would carry the producer's span past the relay.
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
            // Without its key, it would land on any shard, out of the order of its group.
            throw new IllegalStateException("The producer's key format is not traceparent-and-key");
        }
        SdkBytes data = SdkBytes.fromByteBuffer(record.getKinesis().getData());
        kinesis.putRecord(put -> put.streamName(target).partitionKey(key).data(data));
    }
}
