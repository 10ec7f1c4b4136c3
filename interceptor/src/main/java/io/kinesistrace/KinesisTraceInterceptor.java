package io.kinesistrace;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Puts the OpenTelemetry trace context into the partition key of every record of {@code PutRecord} and {@code PutRecords}, and keeps each
 * record on the shard of its own key by the explicit hash key.
 *
 * <p>On the class path it registers itself with every client of the AWS SDK. Registered on a client's builder as well, only the last
 * registration acts, which is the builder's. Where carrying the context could cost the record anything, the request goes out as it was, in
 * the very same instance; a fault of this class or of OpenTelemetry never reaches the application.
 *
 * <p>Immutable and safe for use by any number of clients and threads. Settings are read when an instance is made: a builder's option, else
 * the system property, else the environment variable, else the default.
 *
 * @see <a href="https://www.w3.org/TR/trace-context-2/">W3C Trace Context</a>
 * @see <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html">PutRecord</a>
 */
public final class KinesisTraceInterceptor implements ExecutionInterceptor {
    /** Compared by name: an application without the Kinesis module has no class to compare with. */
    private static final String PUT_RECORD = "software.amazon.awssdk.services.kinesis.model.PutRecordRequest";

    private static final String PUT_RECORDS = "software.amazon.awssdk.services.kinesis.model.PutRecordsRequest";

    /** Asked of every request of every service. */
    private static final ClassValue<Boolean> IS_PUT = new ClassValue<Boolean>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return type.getName().equals(PUT_RECORD) || type.getName().equals(PUT_RECORDS);
        }
    };

    private static final ExecutionAttribute<PutCall> PUT_CALL = putCallAttribute();

    /** Null where the settings could not be read: this instance takes its turn and leaves records alone. */
    private final @Nullable Settings settings;

    private final HashKey hashKey;

    /** A put, and a request that is none: most have the class of the one before. Hints, not exact. */
    private @Nullable Class<?> lastPut;

    private @Nullable Class<?> lastOther;

    /** Made with the first put, as it links to the Kinesis module. Two threads may make one each: what it remembers only saves time. */
    private volatile @Nullable PutRequestRewriter rewriter;

    /**
     * The way of the class path: settings from system properties and the environment. Never throws, as that would break every client of
     * the AWS SDK in the application; where a setting cannot be read, a warning says so and this instance leaves records alone.
     */
    public KinesisTraceInterceptor() {
        this(settingsOrNull(), HashKey.md5());
    }

    /** No type of OpenTelemetry in a constructor: the SDK looks through them all, and it need not be there. */
    KinesisTraceInterceptor(@Nullable Settings settings, HashKey hashKey) {
        this.settings = settings;
        this.hashKey = hashKey;
    }

    /**
     * An interceptor with no option of its own: all settings from system properties, the environment and the defaults.
     *
     * @return a new one
     * @throws IllegalArgumentException if one of them cannot be read; the message names it, its value and what is allowed
     */
    public static KinesisTraceInterceptor create() {
        return builder().build();
    }

    /**
     * A builder with no option set.
     *
     * @return a new one
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Counts this registration and keeps the caller's context: the only hook that surely runs on the caller's thread. */
    @Override
    public void beforeExecution(
            software.amazon.awssdk.core.interceptor.Context.BeforeExecution context,
            ExecutionAttributes executionAttributes) {
        try {
            if (isPut(context.request())) {
                register(executionAttributes);
            }
        } catch (RuntimeException | LinkageError e) {
            Warnings.failure(e);
        }
    }

    /** The request with the trace context in its partition keys; the very same request where none is carried. */
    @Override
    public SdkRequest modifyRequest(
            software.amazon.awssdk.core.interceptor.Context.ModifyRequest context,
            ExecutionAttributes executionAttributes) {
        SdkRequest request = context.request();
        try {
            return isPut(request) ? inject(request, executionAttributes) : request;
        } catch (RuntimeException | LinkageError e) {
            Warnings.failure(e);
            countFailed(request);
            return request;
        }
    }

    private void countFailed(SdkRequest request) {
        PutRequestRewriter made = rewriter;
        if (made != null) {
            made.failed(request);
        }
    }

    private boolean isPut(SdkRequest request) {
        Class<?> type = request.getClass();
        if (type == lastOther) {
            return false;
        }
        if (type == lastPut) {
            return true;
        }
        boolean put = IS_PUT.get(type);
        if (put) {
            lastPut = type;
        } else {
            lastOther = type;
        }
        return put;
    }

    private static void register(ExecutionAttributes attributes) {
        PutCall call = attributes.getAttribute(PUT_CALL);
        if (call == null) {
            int before = attributes.getAttributes().size();
            attributes.putAttribute(PUT_CALL, new PutCall(Context.current(), before));
        } else {
            call.registerAgain(Context.current());
        }
    }

    private SdkRequest inject(SdkRequest request, ExecutionAttributes attributes) {
        PutCall call = attributes.getAttribute(PUT_CALL);
        if (call != null && !call.isLastTurn()) {
            return request;
        }
        if (settings == null || !settings.enabled) {
            return request;
        }
        PutRequestRewriter rewriter = rewriter(settings);
        if (!rewriter.takesPart(request)) {
            return request;
        }
        return rewriter.rewrite(request, rewriter.requestSpan().of(attributes, call));
    }

    private PutRequestRewriter rewriter(Settings settings) {
        PutRequestRewriter made = rewriter;
        if (made == null) {
            if (settings.routing == ShardRouting.ORIGINAL_KEY && !hashKey.isAvailable()) {
                Warnings.noMd5();
            }
            made = new PutRequestRewriter(settings, hashKey, new RecordCounter(settings.openTelemetry));
            rewriter = made;
        }
        return made;
    }

    private static @Nullable Settings settingsOrNull() {
        try {
            return builder().settings(SettingsReader.ofThisProcess());
        } catch (IllegalArgumentException e) {
            Warnings.setting(e);
        } catch (RuntimeException | LinkageError e) {
            Warnings.failure(e);
        }
        return null;
    }

    /**
     * The SDK refuses a second attribute of one name, also from a second copy of this class in another class loader; that copy then counts
     * for itself, and leaves the key alone that the first one wrote.
     */
    private static ExecutionAttribute<PutCall> putCallAttribute() {
        String name = KinesisTraceInterceptor.class.getName() + ".PutCall";
        try {
            return new ExecutionAttribute<>(name);
        } catch (IllegalArgumentException e) {
            return new ExecutionAttribute<>(name + '@' + System.identityHashCode(KinesisTraceInterceptor.class));
        }
    }

    /**
     * Options of a {@link KinesisTraceInterceptor}. What is not set here is read from the system property, the environment variable, or
     * has the default. Not safe for use by several threads.
     */
    public static final class Builder {
        private @Nullable Boolean enabled;
        private @Nullable ShardRouting routing;
        private @Nullable KeyFormat keyFormat;
        private @Nullable List<String> includedStreams;
        private @Nullable List<String> excludedStreams;
        private @Nullable Integer maxRecordSize;
        private @Nullable OpenTelemetry openTelemetry;

        private Builder() {}

        /**
         * Whether records carry the trace context at all. Default: {@code kinesis.trace.enabled}, else true. Change it to switch the
         * interceptor off for one client.
         *
         * @param enabled false: every request goes out as it was
         * @return this
         */
        public Builder enabled(boolean enabled) {
            this.enabled = enabled;
            return this;
        }

        /**
         * Which key decides the shard. Default: {@code kinesis.trace.routing}, else {@link ShardRouting#ORIGINAL_KEY}. Change it only for
         * consumers without groups and order.
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
         * What is written into the partition key. Default: {@code kinesis.trace.key-format}, else {@link KeyFormat#TRACEPARENT}. Change it
         * where consumers read the key.
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
         * The only streams whose records carry the trace context; {@code *} stands for any characters. Default:
         * {@code kinesis.trace.streams.include}, else all. None given: all.
         *
         * @param namesOrArns of an ARN, its stream name counts
         * @return this
         * @throws IllegalArgumentException if one cannot be a stream's name
         */
        public Builder includeStreams(String... namesOrArns) {
            return includeStreams(Arrays.asList(namesOrArns));
        }

        /**
         * As {@link #includeStreams(String...)}.
         *
         * @param namesOrArns of an ARN, its stream name counts
         * @return this
         * @throws IllegalArgumentException if one cannot be a stream's name
         */
        public Builder includeStreams(Collection<String> namesOrArns) {
            this.includedStreams = StreamFilter.names(namesOrArns);
            return this;
        }

        /**
         * The streams whose records are left as they are, also where they are included; {@code *} stands for any characters. Default:
         * {@code kinesis.trace.streams.exclude}, else none. Exclude streams whose consumers depend on the partition key itself.
         *
         * @param namesOrArns of an ARN, its stream name counts
         * @return this
         * @throws IllegalArgumentException if one cannot be a stream's name
         */
        public Builder excludeStreams(String... namesOrArns) {
            return excludeStreams(Arrays.asList(namesOrArns));
        }

        /**
         * As {@link #excludeStreams(String...)}.
         *
         * @param namesOrArns of an ARN, its stream name counts
         * @return this
         * @throws IllegalArgumentException if one cannot be a stream's name
         */
        public Builder excludeStreams(Collection<String> namesOrArns) {
            this.excludedStreams = StreamFilter.names(namesOrArns);
            return this;
        }

        /**
         * The record limit of the streams in bytes of data and partition key, where they are set to one between 1 MiB and 10 MiB. A record
         * that the context would lift over it goes out as it was. Default: {@code kinesis.trace.max-record-size}, else only the limits of
         * the service itself, 1 MiB and 10 MiB, count.
         *
         * @param bytes of data and partition key together, the key in UTF-8
         * @return this
         * @throws IllegalArgumentException if not between 1 and 10485760
         */
        public Builder maxRecordSize(int bytes) {
            this.maxRecordSize = SettingsReader.checkedRecordSize(bytes);
            return this;
        }

        /**
         * Where the counter {@code kinesis.trace.records} goes: records by {@code outcome}. Default: the global OpenTelemetry from when on
         * the application or the Java agent has set one; with an API older than 1.57, which cannot tell, it is not counted without this.
         *
         * @param openTelemetry not null
         * @return this
         * @throws NullPointerException if null
         */
        public Builder openTelemetry(OpenTelemetry openTelemetry) {
            this.openTelemetry = Objects.requireNonNull(openTelemetry, "openTelemetry");
            return this;
        }

        /**
         * The interceptor, with what is set at this moment.
         *
         * @return a new one
         * @throws IllegalArgumentException if an option that is not set here has a system property or environment variable that cannot be
         *     read; the message names it, its value and what is allowed
         */
        public KinesisTraceInterceptor build() {
            return new KinesisTraceInterceptor(settings(SettingsReader.ofThisProcess()), HashKey.md5());
        }

        Settings settings(SettingsReader fallback) {
            return new Settings(
                    enabled == null ? fallback.enabled() : enabled,
                    routing == null ? fallback.routing() : routing,
                    keyFormat == null ? fallback.keyFormat() : keyFormat,
                    new StreamFilter(
                            includedStreams == null ? fallback.includedStreams() : includedStreams,
                            excludedStreams == null ? fallback.excludedStreams() : excludedStreams),
                    maxRecordSize == null ? fallback.maxRecordSize() : maxRecordSize,
                    openTelemetry);
        }
    }
}
