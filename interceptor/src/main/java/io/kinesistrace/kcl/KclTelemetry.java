package io.kinesistrace.kcl;

import io.kinesistrace.consumer.KinesisConsumerTelemetry;
import io.kinesistrace.consumer.ShardTelemetry;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.kinesis.processor.ShardRecordProcessorFactory;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/**
 * Traces the record processors of the Kinesis Client Library, 2.6 and newer. Immutable and safe for use by any number of threads.
 *
 * <p>The user records of an aggregate of the Kinesis Producer Library have partition keys of their own, so each is linked to its own producer;
 * their {@code messaging.message.id} is {@code sequenceNumber:subSequenceNumber}.
 *
 * @see <a href="https://docs.aws.amazon.com/streams/latest/dev/kcl.html">Use Kinesis Client Library</a>
 */
public final class KclTelemetry {
    private final KinesisConsumerTelemetry telemetry;

    private KclTelemetry(KinesisConsumerTelemetry telemetry) {
        this.telemetry = telemetry;
    }

    /**
     * Creates an instance with the options of a telemetry.
     *
     * @param telemetry creates the spans
     * @return a new instance
     * @throws NullPointerException if null
     */
    public static KclTelemetry create(KinesisConsumerTelemetry telemetry) {
        return new KclTelemetry(Objects.requireNonNull(telemetry, "telemetry"));
    }

    /**
     * Returns a factory whose record processors delegate to those of the given one and run in a span if called with records; see
     * {@link ShardTelemetry#processBatch}. Everything else is passed through unchanged, exceptions included.
     *
     * @param factory the application's
     * @return a factory to pass to the library instead
     * @throws NullPointerException if null
     */
    public ShardRecordProcessorFactory trace(ShardRecordProcessorFactory factory) {
        return new TracingProcessorFactory(this, Objects.requireNonNull(factory, "factory"));
    }

    /**
     * Returns the telemetry for a record processor that processes its records one by one, each in a span of its own: create it in
     * {@code initialize} and use it in {@code processRecords}, whether or not the processor is also traced by {@link #trace}.
     *
     * @param stream the stream's name
     * @param shardId as in {@code InitializationInput}; null if it is not known
     * @return a new instance
     * @throws NullPointerException if the stream is null
     */
    public ShardTelemetry<KinesisClientRecord> shard(String stream, @Nullable String shardId) {
        return telemetry.shard(stream, shardId, KinesisClientRecord::partitionKey, KclTelemetry::messageId);
    }

    /** All user records of an aggregate share its sequence number. */
    private static String messageId(KinesisClientRecord record) {
        return record.aggregated()
                ? record.sequenceNumber() + ':' + record.subSequenceNumber()
                : record.sequenceNumber();
    }
}
