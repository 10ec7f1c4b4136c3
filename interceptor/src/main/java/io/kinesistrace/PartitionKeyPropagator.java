package io.kinesistrace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes a span context into a partition key and reads it back: what {@link KinesisTraceInterceptor} does for puts of the AWS SDK, for
 * everything else. Consumers {@link #extract}; producers without an SDK call of their own {@link #inject} (user records of the Kinesis
 * Producer Library, records stamped when they are queued, other frameworks).
 *
 * <p>Only {@code traceparent} travels: {@code tracestate} and baggage do not fit into the 256 characters of a partition key.
 *
 * <p>Immutable and safe for use by any number of threads. It reads no system property and no environment variable.
 *
 * @see <a href="https://www.w3.org/TR/trace-context-2/">W3C Trace Context</a>
 */
public final class PartitionKeyPropagator {
    /** Stands between the context and the application's key. A traceparent of any version holds no comma. */
    private static final String SEPARATOR = ",,";

    private static final int NOT_CARRYING = -1;

    private final ShardRouting routing;
    private final KeyFormat keyFormat;
    private final HashKey hashKey;

    PartitionKeyPropagator(ShardRouting routing, KeyFormat keyFormat, HashKey hashKey) {
        this.routing = routing;
        this.keyFormat = keyFormat;
        this.hashKey = hashKey;
    }

    /**
     * A propagator that writes {@link KeyFormat#TRACEPARENT} and routes by {@link ShardRouting#ORIGINAL_KEY}.
     *
     * @return a new one
     */
    public static PartitionKeyPropagator create() {
        return builder().build();
    }

    /**
     * A builder whose options have the values of {@link #create()}.
     *
     * @return a new one
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The fields to put a record with so that it carries the span of a context, on the shard that the routing asks for.
     *
     * <p>The key comes back as it was given, with no explicit hash key, where nothing may be carried: no valid span in the context; a key
     * that is null, empty, longer than 256 UTF-16 units or not encodable in UTF-8, which the service refuses in its own words; a key that
     * carries a trace context already; no room for the key in {@link KeyFormat#TRACEPARENT_AND_KEY}; no MD5 in this JVM (FIPS mode) for
     * {@link ShardRouting#ORIGINAL_KEY}. A key that is written is ASCII but for the application's key in it, so a record grows by at most
     * 57 bytes: keep {@code data + key} within the limit of the stream.
     *
     * @param context the context whose span is carried; null is taken for a context without one
     * @param partitionKey the key that the application would have put the record with
     * @return never null
     */
    public RecordKey inject(@Nullable Context context, @Nullable String partitionKey) {
        String traceparent = context == null
                ? null
                : Traceparent.of(Span.fromContext(context).getSpanContext());
        if (traceparent == null
                || partitionKey == null
                || decide(partitionKey, Utf8.length(partitionKey)) != Outcome.INJECTED) {
            return new RecordKey(partitionKey, null);
        }
        return new RecordKey(carrying(traceparent, partitionKey), explicitHashKey(partitionKey, null));
    }

    /**
     * A context whose span is the one that a partition key carries, marked as remote; the very same context where it carries none. Never
     * throws, whatever the key holds.
     *
     * @param context the context to start from; null is taken for {@link Context#root()}
     * @param partitionKey the key of the record as it was read; null carries nothing
     * @return never null
     */
    public Context extract(@Nullable Context context, @Nullable String partitionKey) {
        Context base = context == null ? Context.root() : context;
        if (partitionKey == null || !Traceparent.hasItsShape(partitionKey)) {
            return base;
        }
        // It looks at the ids itself, so that we need not.
        SpanContext span = Traceparent.spanContext(partitionKey);
        return span.isValid() && isWhole(partitionKey) ? base.with(Span.wrap(span)) : base;
    }

    /**
     * The key that the application put the record with: the key itself where it carries no context; what stands behind the two commas in
     * {@link KeyFormat#TRACEPARENT_AND_KEY}; null for a bare traceparent, with which it did not travel, and for null. Never throws.
     *
     * @param partitionKey the key of the record as it was read
     * @return null where it is not known
     */
    public @Nullable String originalKey(@Nullable String partitionKey) {
        if (partitionKey == null) {
            return null;
        }
        int end = traceparentEnd(partitionKey);
        if (end == NOT_CARRYING) {
            return partitionKey;
        }
        return end == partitionKey.length() ? null : partitionKey.substring(end + SEPARATOR.length());
    }

    /**
     * Why a key is to be left as it is; {@link Outcome#INJECTED} where it may carry.
     *
     * @param bytes of it, as of {@link Utf8#length}
     */
    Outcome decide(@Nullable String partitionKey, int bytes) {
        if (partitionKey == null || partitionKey.isEmpty() || bytes == Utf8.NOT_ENCODABLE) {
            return Outcome.INVALID;
        }
        if (traceparentEnd(partitionKey) != NOT_CARRYING) {
            return Outcome.ALREADY_TRACED;
        }
        // To swap a key that the service refuses would make a put succeed that the application's own key lets fail.
        if (Math.max(partitionKey.length(), sizeOfCarrying(partitionKey.length()))
                > ServiceLimits.PARTITION_KEY_CHARACTERS) {
            return Outcome.KEY_TOO_LONG;
        }
        return routing == ShardRouting.ORIGINAL_KEY && !hashKey.isAvailable() ? Outcome.NO_MD5 : Outcome.INJECTED;
    }

    /** The size of what is written in place of a key of a size, both in characters or both in bytes: what we add is ASCII. */
    int sizeOfCarrying(int size) {
        return keyFormat == KeyFormat.TRACEPARENT ? Traceparent.LENGTH : Traceparent.LENGTH + SEPARATOR.length() + size;
    }

    /** What is written in place of a key that may carry. */
    String carrying(String traceparent, String partitionKey) {
        return keyFormat == KeyFormat.TRACEPARENT ? traceparent : traceparent + SEPARATOR + partitionKey;
    }

    /**
     * The explicit hash key beside it; null for none.
     *
     * @param set what the application set; it stays, and saves the hash
     */
    @Nullable
    String explicitHashKey(String partitionKey, @Nullable String set) {
        return set == null && routing == ShardRouting.ORIGINAL_KEY ? hashKey.of(partitionKey) : set;
    }

    /** Where the traceparent at the start of a key ends, or {@link #NOT_CARRYING}. */
    private static int traceparentEnd(String key) {
        if (!Traceparent.isAtStartOf(key)) {
            return NOT_CARRYING;
        }
        int end = endOrSeparator(key);
        return Traceparent.endsAt(key, end) ? end : NOT_CARRYING;
    }

    private static boolean isWhole(String key) {
        return Traceparent.endsAt(key, endOrSeparator(key));
    }

    private static int endOrSeparator(String key) {
        int separator = key.indexOf(SEPARATOR, Traceparent.LENGTH);
        return separator < 0 ? key.length() : separator;
    }

    /** Options of a {@link PartitionKeyPropagator}. Not safe for use by several threads. */
    public static final class Builder {
        private ShardRouting routing = ShardRouting.ORIGINAL_KEY;
        private KeyFormat keyFormat = KeyFormat.TRACEPARENT;

        private Builder() {}

        /**
         * Which key decides the shard. Default: {@link ShardRouting#ORIGINAL_KEY}. Change it only for consumers without groups and order.
         *
         * @param routing not null
         * @return this
         * @throws NullPointerException if null
         */
        public Builder routing(ShardRouting routing) {
            this.routing = Objects.requireNonNull(routing, "routing");
            return this;
        }

        /**
         * What is written into the partition key. Default: {@link KeyFormat#TRACEPARENT}. Change it where consumers read the key.
         *
         * @param keyFormat not null
         * @return this
         * @throws NullPointerException if null
         */
        public Builder keyFormat(KeyFormat keyFormat) {
            this.keyFormat = Objects.requireNonNull(keyFormat, "keyFormat");
            return this;
        }

        /**
         * The propagator, with what is set at this moment.
         *
         * @return a new one
         */
        public PartitionKeyPropagator build() {
            return new PartitionKeyPropagator(routing, keyFormat, HashKey.md5());
        }
    }
}
