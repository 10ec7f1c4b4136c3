package io.kinesistrace;

import io.kinesistrace.internal.span.CallerSpan;
import io.kinesistrace.internal.span.RemoteSpan;
import io.kinesistrace.internal.wire.KeyWriter;
import io.kinesistrace.internal.wire.TracedKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * Writes a span context into a partition key and reads it back. Consumers call {@link #extract}. Producers call {@link #inject} if
 * {@link KinesisTraceInterceptor} cannot do it for them: for user records of the Kinesis Producer Library, for records that should carry the
 * span in which they were queued, and in frameworks that do not use the AWS SDK.
 *
 * <p>Only {@code traceparent} is propagated: {@code tracestate} and baggage do not fit into the 256 characters of a partition key.
 *
 * <p>Immutable and safe for use by any number of threads. It reads no system property and no environment variable.
 *
 * @see <a href="https://www.w3.org/TR/trace-context-2/">W3C Trace Context</a>
 */
public final class PartitionKeyPropagator {
    private final KeyWriter writer;

    PartitionKeyPropagator(KeyWriter writer) {
        this.writer = writer;
    }

    /**
     * Creates a propagator that writes {@link KeyFormat#TRACEPARENT} and routes by {@link ShardRouting#ORIGINAL_KEY}.
     *
     * @return a new instance
     */
    public static PartitionKeyPropagator create() {
        return builder().build();
    }

    /**
     * Returns a builder whose options have the values of {@link #create()}.
     *
     * @return a new builder
     */
    public static PartitionKeyPropagatorBuilder builder() {
        return new PartitionKeyPropagatorBuilder();
    }

    /**
     * Returns the partition key and explicit hash key that make a record carry the span of a context, on the shard that the routing selects.
     *
     * <p>The key is returned unchanged, without an explicit hash key, if no context can be added: the context has no valid span; the key is
     * null, empty, longer than 256 UTF-16 units or not encodable in UTF-8, so that the service rejects it; the key already carries a trace
     * context; the key does not fit in {@link KeyFormat#TRACEPARENT_AND_KEY}; this JVM has no MD5 (FIPS mode), which
     * {@link ShardRouting#ORIGINAL_KEY} needs. A key grows by at most 57 bytes: keep {@code data + key} within the stream's record limit.
     *
     * @param context the context whose span is carried; null is treated as a context without a span
     * @param partitionKey the application's own key for the record
     * @return never null
     */
    public RecordKey inject(@Nullable Context context, @Nullable String partitionKey) {
        String traceparent = context == null
                ? null
                : CallerSpan.traceparentOf(Span.fromContext(context).getSpanContext());
        if (traceparent == null || partitionKey == null || !writer.canWrite(partitionKey)) {
            return new RecordKey(partitionKey, null);
        }
        return new RecordKey(writer.write(traceparent, partitionKey), writer.explicitHashKey(partitionKey));
    }

    /**
     * Returns a context with the span that a partition key carries, marked as remote, or the given context itself if the key carries none.
     * Never throws, whatever the key holds.
     *
     * @param context the context to start from; null is treated as {@link Context#root()}
     * @param partitionKey the key of the record as read; null is treated as a key without a context
     * @return never null
     */
    public Context extract(@Nullable Context context, @Nullable String partitionKey) {
        Context base = context == null ? Context.root() : context;
        SpanContext span = RemoteSpan.of(partitionKey);
        return span.isValid() ? base.with(Span.wrap(span)) : base;
    }

    /**
     * Returns the application's own key of a record: the key itself if it carries no context; the part after the two commas in
     * {@link KeyFormat#TRACEPARENT_AND_KEY}; null for a bare traceparent, which replaced the key, and for null. Never throws.
     *
     * @param partitionKey the key of the record as read
     * @return null if it is not known
     */
    public @Nullable String originalKey(@Nullable String partitionKey) {
        TracedKey key = parse(partitionKey);
        return key == null ? partitionKey : key.originalKey();
    }

    /**
     * Returns the W3C {@code traceparent} that a partition key carries: its first 55 characters, or all of a later version. For frameworks
     * that read a header of that name. Never throws.
     *
     * @param partitionKey the key of the record as read
     * @return null if the key carries no context
     */
    public @Nullable String traceparent(@Nullable String partitionKey) {
        TracedKey key = parse(partitionKey);
        return key == null ? null : key.traceparent();
    }

    private static @Nullable TracedKey parse(@Nullable String partitionKey) {
        return partitionKey == null ? null : TracedKey.parse(partitionKey);
    }
}
