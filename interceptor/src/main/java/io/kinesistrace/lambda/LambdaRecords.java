package io.kinesistrace.lambda;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import io.kinesistrace.consumer.KinesisConsumerTelemetry;
import io.kinesistrace.consumer.ShardTelemetry;
import org.jspecify.annotations.Nullable;

/** Where a record of a Lambda event came from, in the fields that Lambda gives it. */
final class LambdaRecords {
    private static final String UNKNOWN = "unknown";

    private LambdaRecords() {}

    /** All records of an event are of one shard. */
    static ShardTelemetry<KinesisEventRecord> shard(KinesisConsumerTelemetry telemetry, KinesisEventRecord record) {
        return telemetry.shard(
                streamName(record), shardId(record), LambdaRecords::partitionKey, LambdaRecords::sequenceNumber);
    }

    static @Nullable String partitionKey(KinesisEventRecord record) {
        return record.getKinesis() == null ? null : record.getKinesis().getPartitionKey();
    }

    static @Nullable String sequenceNumber(KinesisEventRecord record) {
        return record.getKinesis() == null ? null : record.getKinesis().getSequenceNumber();
    }

    /** Of {@code arn:aws:kinesis:region:account:stream/name}. */
    private static String streamName(KinesisEventRecord record) {
        String arn = record.getEventSourceARN();
        return arn == null ? UNKNOWN : arn.substring(arn.lastIndexOf('/') + 1);
    }

    /** Of {@code shardId-000000000006:sequenceNumber}. */
    private static @Nullable String shardId(KinesisEventRecord record) {
        String eventId = record.getEventID();
        int end = eventId == null ? -1 : eventId.indexOf(':');
        return eventId == null || end < 0 ? null : eventId.substring(0, end);
    }
}
