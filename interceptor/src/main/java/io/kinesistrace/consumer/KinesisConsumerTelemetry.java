package io.kinesistrace.consumer;

import io.kinesistrace.PartitionKeyPropagator;
import io.kinesistrace.internal.report.InstrumentationScope;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Creates the spans in which a consumer processes records, connected to the traces of their producers. Immutable and safe for use by any
 * number of threads.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/">Semantic conventions for messaging spans</a>
 */
public final class KinesisConsumerTelemetry {
    final Tracer tracer;
    final boolean parentFromRecord;
    final int maxLinks;
    final PartitionKeyPropagator propagator = PartitionKeyPropagator.create();

    KinesisConsumerTelemetry(OpenTelemetry openTelemetry, boolean parentFromRecord, int maxLinks) {
        this.tracer = openTelemetry.getTracer(InstrumentationScope.NAME, InstrumentationScope.VERSION);
        this.parentFromRecord = parentFromRecord;
        this.maxLinks = maxLinks;
    }

    /**
     * Creates an instance with the default options.
     *
     * @param openTelemetry creates the spans
     * @return a new instance
     * @throws NullPointerException if null
     */
    public static KinesisConsumerTelemetry create(OpenTelemetry openTelemetry) {
        return builder(openTelemetry).build();
    }

    /**
     * Returns a builder with the default options.
     *
     * @param openTelemetry creates the spans
     * @return a new builder
     * @throws NullPointerException if null
     */
    public static KinesisConsumerTelemetryBuilder builder(OpenTelemetry openTelemetry) {
        return new KinesisConsumerTelemetryBuilder(Objects.requireNonNull(openTelemetry, "openTelemetry"));
    }

    /**
     * Whether the span of a single record continues its producer's trace; see {@link KinesisConsumerTelemetryBuilder#parentFromRecord}.
     *
     * @return false if the span only links to its producer
     */
    public boolean parentFromRecord() {
        return parentFromRecord;
    }

    /**
     * Returns the telemetry for the records of one shard, of any record class. Keep it and use it for all records of the shard.
     *
     * @param stream the stream's name, for the spans; not null
     * @param shardId null if unknown
     * @param partitionKey returns the partition key of a record, as read; may return null; if it throws, the record is processed as if it
     *     carried no context
     * @param sequenceNumber returns the sequence number of a record; may return null; if it throws, the attribute is missing
     * @param <R> the class of the source's records
     * @return a new instance
     * @throws NullPointerException if the stream is null
     */
    public <R> ShardTelemetry<R> shard(
            String stream,
            @Nullable String shardId,
            Function<? super R, @Nullable String> partitionKey,
            Function<? super R, @Nullable String> sequenceNumber) {
        Objects.requireNonNull(stream, "stream");
        RecordAccessors<R> accessors = new RecordAccessors<>(partitionKey, sequenceNumber);
        return new ShardTelemetry<>(new ProcessSpans<>(this, stream, shardId, accessors), accessors, propagator);
    }
}
