package io.kinesistrace;

import io.kinesistrace.internal.settings.Settings;
import io.kinesistrace.internal.settings.SettingsBuilder;
import io.kinesistrace.internal.settings.SettingsReader;
import io.opentelemetry.api.OpenTelemetry;
import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Options of a {@link KinesisTraceInterceptor}. An option that is not set here is read from its system property, else from its environment
 * variable, else it has its default. Not safe for use by several threads.
 */
public final class KinesisTraceInterceptorBuilder {
    private final SettingsBuilder settings = new SettingsBuilder();
    private @Nullable Object openTelemetry;

    KinesisTraceInterceptorBuilder() {}

    /**
     * Whether records carry the trace context at all. Default: {@code kinesis.trace.enabled}, else true. Set it to false to switch the
     * interceptor off for one client.
     *
     * @param enabled false to send every request unmodified
     * @return this builder
     */
    public KinesisTraceInterceptorBuilder enabled(boolean enabled) {
        settings.enabled(enabled);
        return this;
    }

    /**
     * Which key decides the shard. Default: {@code kinesis.trace.routing}, else {@link ShardRouting#ORIGINAL_KEY}. Change it only if the
     * consumers need neither grouping nor order.
     *
     * @param routing not null
     * @return this builder
     * @throws NullPointerException if null
     */
    public KinesisTraceInterceptorBuilder routing(ShardRouting routing) {
        settings.routing(Objects.requireNonNull(routing, "routing"));
        return this;
    }

    /**
     * The format of the partition key. Default: {@code kinesis.trace.key-format}, else {@link KeyFormat#TRACEPARENT}. Change it if consumers
     * read the partition key, or if relays pass it on.
     *
     * @param keyFormat not null
     * @return this builder
     * @throws NullPointerException if null
     */
    public KinesisTraceInterceptorBuilder keyFormat(KeyFormat keyFormat) {
        settings.keyFormat(Objects.requireNonNull(keyFormat, "keyFormat"));
        return this;
    }

    /**
     * The only streams whose records carry the trace context; {@code *} matches any characters. Default:
     * {@code kinesis.trace.streams.include}, else all streams. No argument means all streams.
     *
     * @param namesOrArns an ARN is matched by its stream name; empty items are skipped
     * @return this builder
     * @throws IllegalArgumentException if an item cannot be a stream name, or if all of them are empty
     */
    public KinesisTraceInterceptorBuilder includeStreams(String... namesOrArns) {
        return includeStreams(Arrays.asList(namesOrArns));
    }

    /**
     * Like {@link #includeStreams(String...)}.
     *
     * @param namesOrArns an ARN is matched by its stream name; empty items are skipped
     * @return this builder
     * @throws IllegalArgumentException if an item cannot be a stream name, or if all of them are empty
     */
    public KinesisTraceInterceptorBuilder includeStreams(Collection<String> namesOrArns) {
        settings.includeStreams(namesOrArns);
        return this;
    }

    /**
     * Streams whose records are sent unmodified, even if they are included; {@code *} matches any characters. Default:
     * {@code kinesis.trace.streams.exclude}, else none. Exclude streams whose consumers depend on the partition key itself.
     *
     * @param namesOrArns an ARN is matched by its stream name; empty items are skipped
     * @return this builder
     * @throws IllegalArgumentException if an item cannot be a stream name, or if all of them are empty
     */
    public KinesisTraceInterceptorBuilder excludeStreams(String... namesOrArns) {
        return excludeStreams(Arrays.asList(namesOrArns));
    }

    /**
     * Like {@link #excludeStreams(String...)}.
     *
     * @param namesOrArns an ARN is matched by its stream name; empty items are skipped
     * @return this builder
     * @throws IllegalArgumentException if an item cannot be a stream name, or if all of them are empty
     */
    public KinesisTraceInterceptorBuilder excludeStreams(Collection<String> namesOrArns) {
        settings.excludeStreams(namesOrArns);
        return this;
    }

    /**
     * Streams with service-managed distribution, whose records may have no partition key; {@code *} matches any characters. A record without a
     * key then carries the trace context as its key. Default: {@code kinesis.trace.streams.keyless}, else none: records without a key are sent
     * unmodified.
     *
     * @param namesOrArns an ARN is matched by its stream name; empty items are skipped
     * @return this builder
     * @throws IllegalArgumentException if an item cannot be a stream name, or if all of them are empty
     */
    public KinesisTraceInterceptorBuilder keylessStreams(String... namesOrArns) {
        return keylessStreams(Arrays.asList(namesOrArns));
    }

    /**
     * Like {@link #keylessStreams(String...)}.
     *
     * @param namesOrArns an ARN is matched by its stream name; empty items are skipped
     * @return this builder
     * @throws IllegalArgumentException if an item cannot be a stream name, or if all of them are empty
     */
    public KinesisTraceInterceptorBuilder keylessStreams(Collection<String> namesOrArns) {
        settings.keylessStreams(namesOrArns);
        return this;
    }

    /**
     * The record size limit of the streams, in bytes, if it is configured to a value between 1 MiB and 10 MiB. A record that the context would
     * push over this limit is sent unmodified. Default: {@code kinesis.trace.max-record-size}, else only the service's own limits of 1 MiB
     * and 10 MiB apply.
     *
     * @param bytes of data and partition key together, the key in UTF-8
     * @return this builder
     * @throws IllegalArgumentException if not between 1 and 10485760
     */
    public KinesisTraceInterceptorBuilder maxRecordSize(int bytes) {
        settings.maxRecordSize(bytes);
        return this;
    }

    /**
     * Where the counter {@code kinesis.trace.records} is reported: records by {@code outcome}. Default: the global OpenTelemetry, once the
     * application or the Java agent has registered it. API versions before 1.57 cannot tell whether one is registered; with those, nothing is
     * counted unless this option is set. Counting needs the OpenTelemetry API on the class path.
     *
     * @param openTelemetry not null
     * @return this builder
     * @throws NullPointerException if null
     */
    public KinesisTraceInterceptorBuilder openTelemetry(OpenTelemetry openTelemetry) {
        this.openTelemetry = Objects.requireNonNull(openTelemetry, "openTelemetry");
        return this;
    }

    /**
     * Creates the interceptor with the current options.
     *
     * @return a new instance
     * @throws IllegalArgumentException if the system property or environment variable of an option that is not set here cannot be read; the
     *     message names each one, its value and what is allowed
     */
    public KinesisTraceInterceptor build() {
        return new KinesisTraceInterceptor(settings(SettingsReader.ofThisProcess()), openTelemetry);
    }

    Settings settings(SettingsReader reader) {
        return settings.build(reader);
    }
}
