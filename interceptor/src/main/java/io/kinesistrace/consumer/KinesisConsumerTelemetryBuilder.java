package io.kinesistrace.consumer;

import io.opentelemetry.api.OpenTelemetry;

/** Options of a {@link KinesisConsumerTelemetry}. Not safe for use by several threads. */
public final class KinesisConsumerTelemetryBuilder {
    /** {@code OTEL_SPAN_LINK_COUNT_LIMIT}, the SDK's own default. */
    private static final int DEFAULT_MAX_LINKS = 128;

    private final OpenTelemetry openTelemetry;
    private boolean parentFromRecord = true;
    private int maxLinks = DEFAULT_MAX_LINKS;

    KinesisConsumerTelemetryBuilder(OpenTelemetry openTelemetry) {
        this.openTelemetry = openTelemetry;
    }

    /**
     * Whether the span of a single record continues its producer's trace. Default: true; the producer's span is then the parent, and the
     * current span is linked. With false, the current span is the parent and the producer's span is only linked. Use this to end traces at the
     * stream, or if producers are not trusted to decide what is sampled.
     *
     * @param parentFromRecord false to link only
     * @return this builder
     */
    public KinesisConsumerTelemetryBuilder parentFromRecord(boolean parentFromRecord) {
        this.parentFromRecord = parentFromRecord;
        return this;
    }

    /**
     * The maximum number of producers that the span of a batch links to. Once it is reached, the remaining records are not read for links;
     * their number is on the span as {@code kinesis.trace.links.dropped}. Default: 128, which is also the default limit of the OpenTelemetry
     * SDK. For more links, raise both.
     *
     * @param maxLinks 0 or more
     * @return this builder
     * @throws IllegalArgumentException if negative
     */
    public KinesisConsumerTelemetryBuilder maxLinks(int maxLinks) {
        if (maxLinks < 0) {
            throw new IllegalArgumentException("maxLinks is " + maxLinks + "; allowed: 0 or more");
        }
        this.maxLinks = maxLinks;
        return this;
    }

    /**
     * Creates the telemetry with the current options.
     *
     * @return a new instance
     */
    public KinesisConsumerTelemetry build() {
        return new KinesisConsumerTelemetry(openTelemetry, parentFromRecord, maxLinks);
    }
}
