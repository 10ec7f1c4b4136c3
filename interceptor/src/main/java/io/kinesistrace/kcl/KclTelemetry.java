package io.kinesistrace.kcl;

import io.kinesistrace.consumer.KinesisConsumerTelemetry;
import io.kinesistrace.consumer.ShardTelemetry;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.kinesis.processor.ShardRecordProcessorFactory;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/**
 * Traces the record processors of the Kinesis Client Library 3. Immutable and safe for use by any number of threads.
 *
 * <p>The user records of an aggregate of the Kinesis Producer Library come each with a partition key of their own, so each has a producer of
 * its own here; their {@code messaging.message.id} is {@code sequenceNumber:subSequenceNumber}.
 *
 * @see <a href="https://docs.aws.amazon.com/streams/latest/dev/kcl.html">Use Kinesis Client Library</a>
 */
public final class KclTelemetry {
    private final KinesisConsumerTelemetry telemetry;

    private KclTelemetry(KinesisConsumerTelemetry telemetry) {
        this.telemetry = telemetry;
    }

    /**
     * Traces as that telemetry is set to.
     *
     * @param telemetry whose options count
     * @return a new one
     * @throws NullPointerException if null
     */
    public static KclTelemetry create(KinesisConsumerTelemetry telemetry) {
        return new KclTelemetry(Objects.requireNonNull(telemetry, "telemetry"));
    }

    /**
     * A factory whose record processors are those of the one that is passed in, each {@code processRecords} with records in a span as of
     * {@link ShardTelemetry#processBatch}. Everything else, and every argument, is passed on as it comes; also an exception, which the
     * library meets as it does without.
     *
     * @param factory of the application
     * @return to be given to the library in its place
     * @throws NullPointerException if null
     */
    public ShardRecordProcessorFactory trace(ShardRecordProcessorFactory factory) {
        return new TracingProcessorFactory(this, Objects.requireNonNull(factory, "factory"));
    }

    /**
     * For a record processor that handles its records one by one, each in a span of its own: to be made in {@code initialize}, and used in
     * {@code processRecords}, of processors that are traced by {@link #trace} or are not.
     *
     * @param stream its name
     * @param shardId as in {@code InitializationInput}; null where it is not known
     * @return to be kept and used for all records of the shard
     * @throws NullPointerException if the stream is null
     */
    public ShardTelemetry<KinesisClientRecord> shard(String stream, @Nullable String shardId) {
        return telemetry.shard(stream, shardId, KinesisClientRecord::partitionKey, KclTelemetry::messageId);
    }

    /** All user records of an aggregate have its sequence number. */
    private static String messageId(KinesisClientRecord record) {
        return record.aggregated()
                ? record.sequenceNumber() + ':' + record.subSequenceNumber()
                : record.sequenceNumber();
    }
}
