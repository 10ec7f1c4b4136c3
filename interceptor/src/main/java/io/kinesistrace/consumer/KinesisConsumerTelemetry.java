package io.kinesistrace.consumer;

import io.kinesistrace.PartitionKeyPropagator;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes the spans in which a consumer handles records, tied to the traces of their producers. Immutable and safe for use by any number of
 * threads.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/">Semantic conventions for messaging spans</a>
 */
public final class KinesisConsumerTelemetry {
    /** {@code OTEL_SPAN_LINK_COUNT_LIMIT}, the SDK's own default. */
    private static final int DEFAULT_MAX_LINKS = 128;

    private static final String INSTRUMENTATION = "io.kinesistrace";

    private final Tracer tracer;
    private final boolean parentFromRecord;
    private final int maxLinks;
    private final PartitionKeyPropagator propagator = PartitionKeyPropagator.create();

    private KinesisConsumerTelemetry(Builder builder) {
        this.tracer = builder.openTelemetry.getTracer(INSTRUMENTATION);
        this.parentFromRecord = builder.parentFromRecord;
        this.maxLinks = builder.maxLinks;
    }

    /**
     * With the defaults of all options.
     *
     * @param openTelemetry whose tracer makes the spans
     * @return a new one
     * @throws NullPointerException if null
     */
    public static KinesisConsumerTelemetry create(OpenTelemetry openTelemetry) {
        return builder(openTelemetry).build();
    }

    /**
     * A builder whose options have their defaults.
     *
     * @param openTelemetry whose tracer makes the spans
     * @return a new one
     * @throws NullPointerException if null
     */
    public static Builder builder(OpenTelemetry openTelemetry) {
        return new Builder(Objects.requireNonNull(openTelemetry, "openTelemetry"));
    }

    /**
     * For the records of one shard, of whatever class they are.
     *
     * @param stream the name of the stream, for the spans; not null
     * @param shardId null where the source does not tell
     * @param partitionKey gets the partition key of a record, as it was read; it may return null; where it throws, the record is handled
     *     without a span
     * @param sequenceNumber gets the sequence number of a record; likewise
     * @param <R> the class of the source for records
     * @return to be kept and used for all records of the shard
     * @throws NullPointerException if the stream is null
     */
    public <R> ShardTelemetry<R> shard(
            String stream,
            @Nullable String shardId,
            Function<? super R, @Nullable String> partitionKey,
            Function<? super R, @Nullable String> sequenceNumber) {
        Objects.requireNonNull(stream, "stream");
        RecordReader<R> reader = new RecordReader<>(propagator, partitionKey, sequenceNumber);
        return new ShardTelemetry<>(
                new ProcessSpans<>(tracer, stream, shardId, reader, parentFromRecord, maxLinks), reader);
    }

    /** Options of a {@link KinesisConsumerTelemetry}. Not safe for use by several threads. */
    public static final class Builder {
        private final OpenTelemetry openTelemetry;
        private boolean parentFromRecord = true;
        private int maxLinks = DEFAULT_MAX_LINKS;

        private Builder(OpenTelemetry openTelemetry) {
            this.openTelemetry = openTelemetry;
        }

        /**
         * Whether the span of a single record continues its producer's trace, with a link to the span around it. Default: true. With false
         * it is a child of the span around it, with a link to the producer's: for those who want a trace to end where the stream begins.
         *
         * @param parentFromRecord false: linked only
         * @return this
         */
        public Builder parentFromRecord(boolean parentFromRecord) {
            this.parentFromRecord = parentFromRecord;
            return this;
        }

        /**
         * How many producers the span of a batch links to at the most; the rest are counted on the span in {@code kinesis.trace.links.dropped}.
         * Default: 128, which is also the default limit of the OpenTelemetry SDK. To get more, raise both.
         *
         * @param maxLinks 0 or more
         * @return this
         * @throws IllegalArgumentException if negative
         */
        public Builder maxLinks(int maxLinks) {
            if (maxLinks < 0) {
                throw new IllegalArgumentException("maxLinks is " + maxLinks + "; allowed: 0 or more");
            }
            this.maxLinks = maxLinks;
            return this;
        }

        /**
         * The telemetry, with what is set at this moment.
         *
         * @return a new one
         */
        public KinesisConsumerTelemetry build() {
            return new KinesisConsumerTelemetry(this);
        }
    }
}
