package io.kinesistrace;

import io.kinesistrace.internal.put.PutCall;
import io.kinesistrace.internal.put.PutTracer;
import io.kinesistrace.internal.report.Guard;
import io.kinesistrace.internal.report.ProcessLog;
import io.kinesistrace.internal.report.RecordCounter;
import io.kinesistrace.internal.settings.Settings;
import io.kinesistrace.internal.settings.SettingsBuilder;
import io.kinesistrace.internal.settings.SettingsReader;
import io.kinesistrace.internal.span.CallerSpan;
import io.kinesistrace.internal.wire.KeyHash;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Writes the OpenTelemetry trace context into the partition key of every record of {@code PutRecord} and {@code PutRecords}, and keeps each
 * record on the shard of its original key by setting the explicit hash key.
 *
 * <p>If it is on the class path, every client of the AWS SDK registers it. If it is also registered on a client's builder, only the builder's
 * registration acts, because it runs last. If propagating the context would change the outcome of the put, the request is sent unmodified, as
 * the same instance; a fault of this class or of OpenTelemetry never reaches the application.
 *
 * <p>Safe for use by any number of clients and threads. Settings are read when an instance is created: an option of the builder, else the
 * system property, else the environment variable, else the default.
 *
 * @see <a href="https://www.w3.org/TR/trace-context-2/">W3C Trace Context</a>
 * @see <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html">PutRecord</a>
 */
public final class KinesisTraceInterceptor implements ExecutionInterceptor {
    /** Compared by name, because an application without the Kinesis module lacks the classes. */
    private static final String PUT_RECORD = "software.amazon.awssdk.services.kinesis.model.PutRecordRequest";

    private static final String PUT_RECORDS = "software.amazon.awssdk.services.kinesis.model.PutRecordsRequest";

    private static final Guard GUARD =
            new Guard("The trace context could not be propagated; Kinesis records are sent as the application asked.");

    private static final ExecutionAttribute<PutCall> PUT_CALL = putCallAttribute();

    /** Null if the settings could not be read; this instance still counts as a registration but changes nothing. */
    private final @Nullable Settings settings;

    private final RecordCounter counter;

    /** Created by the first put, because it links to the Kinesis module. Two threads may each create one, which is harmless. */
    private volatile @Nullable PutTracer tracer;

    /**
     * Used by the AWS SDK when it finds this class on the class path: all settings are read from system properties and the environment. Never
     * throws, because that would break every client of the AWS SDK in the application. If a setting cannot be read, it logs one warning and
     * leaves all records unmodified.
     */
    public KinesisTraceInterceptor() {
        this(settingsOrNull(), null);
    }

    /**
     * No parameter has an OpenTelemetry type: the SDK inspects all constructors by reflection, and the API may be missing.
     *
     * @param openTelemetry an {@code OpenTelemetry} for the counter; null for the global one
     */
    KinesisTraceInterceptor(@Nullable Settings settings, @Nullable Object openTelemetry) {
        this.settings = settings;
        this.counter = new RecordCounter(openTelemetry);
    }

    /**
     * Creates an interceptor with all settings from system properties, the environment and the defaults.
     *
     * @return a new instance
     * @throws IllegalArgumentException if settings cannot be read; the message names each one, its value and what is allowed
     */
    public static KinesisTraceInterceptor create() {
        return builder().build();
    }

    /**
     * Returns a builder with no option set.
     *
     * @return a new builder
     */
    public static KinesisTraceInterceptorBuilder builder() {
        return new KinesisTraceInterceptorBuilder();
    }

    /** Counts this registration and captures the caller's context: the only hook that is documented to run on the caller's thread. */
    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        try {
            if (isPut(context.request())) {
                register(attributes);
            }
        } catch (Throwable e) {
            GUARD.caught(e);
        }
    }

    /** Returns the request with the trace context in its partition keys, or the same instance if nothing changes. */
    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        SdkRequest request = context.request();
        try {
            return isPut(request) ? inject(request, attributes) : request;
        } catch (Throwable e) {
            GUARD.caught(e);
            GUARD.run(() -> tracer().failed(request));
            return request;
        }
    }

    /** Checks the request that is actually sent: interceptors that run after this one may have changed it. */
    @Override
    public void beforeMarshalling(Context.BeforeMarshalling context, ExecutionAttributes attributes) {
        try {
            if (isPut(context.request())) {
                sending(context.request(), attributes);
            }
        } catch (Throwable e) {
            GUARD.caught(e);
        }
    }

    /** By name, because the Kinesis module may be missing. A switch compares hash codes first, which strings store. */
    private static boolean isPut(SdkRequest request) {
        switch (request.getClass().getName()) {
            case PUT_RECORD:
            case PUT_RECORDS:
                return true;
            default:
                return false;
        }
    }

    private static void register(ExecutionAttributes attributes) {
        PutCall call = attributes.getAttribute(PUT_CALL);
        if (call == null) {
            call = new PutCall();
            attributes.putAttribute(PUT_CALL, call);
        }
        call.register();
        // Last, because it may fail: the registration must be counted even then.
        call.calledFrom(CallerSpan.capture());
    }

    private SdkRequest inject(SdkRequest request, ExecutionAttributes attributes) {
        PutCall call = attributes.getAttribute(PUT_CALL);
        // The call is null only if the hook was called directly, not by the SDK.
        return call == null || call.takeTurn() ? tracer().modify(request, attributes, call) : request;
    }

    private void sending(SdkRequest request, ExecutionAttributes attributes) {
        PutCall call = attributes.getAttribute(PUT_CALL);
        PutTracer used = tracer;
        if (call != null && used != null) {
            used.sending(request, call);
        }
    }

    private PutTracer tracer() {
        PutTracer created = tracer;
        if (created == null) {
            created = new PutTracer(settings, counter, KeyHash.md5());
            tracer = created;
        }
        return created;
    }

    private static @Nullable Settings settingsOrNull() {
        return GUARD.get(
                () -> {
                    try {
                        return new SettingsBuilder().build(SettingsReader.ofThisProcess());
                    } catch (IllegalArgumentException e) {
                        ProcessLog.warnOnce(
                                String.valueOf(e.getMessage()),
                                () -> e.getMessage() + ". Kinesis records are sent without a trace context.");
                        return null;
                    }
                },
                null);
    }

    /**
     * The SDK rejects a second attribute of the same name, even from a copy of this class in another class loader. That copy counts its
     * registrations separately and does not change keys that the first copy has written.
     */
    private static ExecutionAttribute<PutCall> putCallAttribute() {
        String name = KinesisTraceInterceptor.class.getName() + ".PutCall";
        try {
            return new ExecutionAttribute<>(name);
        } catch (IllegalArgumentException e) {
            return new ExecutionAttribute<>(name + '@' + System.identityHashCode(KinesisTraceInterceptor.class));
        }
    }
}
