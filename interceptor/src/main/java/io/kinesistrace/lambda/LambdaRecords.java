package io.kinesistrace.lambda;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import io.kinesistrace.consumer.KinesisConsumerTelemetry;
import io.kinesistrace.consumer.ShardTelemetry;
import io.kinesistrace.internal.wire.StreamArn;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the stream, shard, key and sequence number of the records in a Lambda event. */
final class LambdaRecords {
    private static final String UNKNOWN = "unknown";

    private LambdaRecords() {}

    /** Empty for an event without a list. */
    static List<KinesisEventRecord> of(@Nullable KinesisEvent event) {
        List<KinesisEventRecord> records = event == null ? null : event.getRecords();
        return records == null ? Collections.emptyList() : records;
    }

    /** All records of an event come from one shard. */
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

    private static String streamName(KinesisEventRecord record) {
        String arn = record.getEventSourceARN();
        return arn == null ? UNKNOWN : StreamArn.streamName(arn);
    }

    /** {@code shardId-000000000006:sequenceNumber}. */
    private static @Nullable String shardId(KinesisEventRecord record) {
        String eventId = record.getEventID();
        int end = eventId == null ? -1 : eventId.indexOf(':');
        return eventId == null || end < 0 ? null : eventId.substring(0, end);
    }
}
