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
 * <p>On the class path it registers itself with every client of the AWS SDK. If it is also registered on a client's builder, only the last
 * registration acts, which is the builder's. If propagating the context would change the outcome of the put, the request is sent unmodified,
 * as the same instance; a fault of this class or of OpenTelemetry never reaches the application.
 *
 * <p>Safe for use by any number of clients and threads. Settings are read when an instance is created: an option of the builder, else the
 * system property, else the environment variable, else the default.
 *
 * @see <a href="https://www.w3.org/TR/trace-context-2/">W3C Trace Context</a>
 * @see <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html">PutRecord</a>
 */
public final class KinesisTraceInterceptor implements ExecutionInterceptor {
    /** Compared by name: an application without the Kinesis module has no class to compare with. */
    private static final String PUT_RECORD = "software.amazon.awssdk.services.kinesis.model.PutRecordRequest";

    private static final String PUT_RECORDS = "software.amazon.awssdk.services.kinesis.model.PutRecordsRequest";

    private static final Guard GUARD =
            new Guard("The trace context could not be propagated; Kinesis records are sent as the application asked.");

    private static final ExecutionAttribute<PutCall> PUT_CALL = putCallAttribute();

    /** Null if the settings could not be read; this instance still counts as a registration but changes nothing. */
    private final @Nullable Settings settings;

    private final RecordCounter counter;

    /** Created by the first put, as it links to the Kinesis module. Two threads may create one each, which does no harm. */
    private volatile @Nullable PutTracer tracer;

    /**
     * Used by the AWS SDK when it finds this class on the class path: all settings are read from system properties and the environment. Never
     * throws, as that would break every client of the AWS SDK in the application. If a setting cannot be read, it logs one warning and leaves
     * all records unmodified.
     */
    public KinesisTraceInterceptor() {
        this(settingsOrNull(), null);
    }

    /**
     * No type of OpenTelemetry in a constructor: the SDK inspects all of them by reflection, and the API may be missing.
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

    /** Looks at the request that is really sent: interceptors behind this one may have changed it. */
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

    /** Two comparisons of names take under 5 ns, which is less than any memory of classes seen before costs in code. */
    private static boolean isPut(SdkRequest request) {
        String name = request.getClass().getName();
        return name.equals(PUT_RECORD) || name.equals(PUT_RECORDS);
    }

    private static void register(ExecutionAttributes attributes) {
        PutCall call = attributes.getAttribute(PUT_CALL);
        if (call == null) {
            call = new PutCall();
            attributes.putAttribute(PUT_CALL, call);
        }
        call.register();
        // Last, as it may fail: a registration counts all the same.
        call.calledFrom(CallerSpan.capture());
    }

    private SdkRequest inject(SdkRequest request, ExecutionAttributes attributes) {
        PutCall call = attributes.getAttribute(PUT_CALL);
        // Without a call, the hook was called directly and not by the SDK.
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
     * The SDK rejects a second attribute of one name, even from a second copy of this class in another class loader. That copy then counts its
     * registrations separately, and leaves a key alone that the first one wrote.
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
