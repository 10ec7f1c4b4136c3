package io.kinesistrace.internal.put;

import io.kinesistrace.internal.report.Outcome;
import io.kinesistrace.internal.report.RecordCounter;
import io.kinesistrace.internal.report.Tally;
import io.kinesistrace.internal.settings.Settings;
import io.kinesistrace.internal.span.CarriedSpan;
import io.kinesistrace.internal.wire.KeyHash;
import io.kinesistrace.internal.wire.KeyWriter;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;

/**
 * Rewrites puts, then checks and counts what is sent, with the settings of one interceptor. Only this package links to the Kinesis module; it
 * is loaded by the first put, so that the jar can be on a class path without that module. Safe for use by any number of threads.
 */
public final class PutTracer {
    private final @Nullable Settings settings;
    private final RecordCounter counter;
    private final CarriedSpan span = new CarriedSpan();
    private final @Nullable KeyWriter writer;
    private final @Nullable PutRewriter rewriter;

    /** True once another interceptor was seen to replace our keys. */
    private volatile boolean overridden;

    /**
     * @param settings null if they could not be read: this tracer changes nothing
     * @param counter for the outcomes
     */
    public PutTracer(@Nullable Settings settings, RecordCounter counter, KeyHash hash) {
        this.settings = settings;
        this.counter = counter;
        this.writer = settings == null ? null : new KeyWriter(settings.routing, settings.keyFormat, hash);
        this.rewriter = settings == null ? null : new PutRewriter(settings, writer);
        if (settings != null) {
            PutMessages.announce(settings, writer.canPlace());
        }
    }

    /**
     * Returns the request with the trace context in its partition keys, or the same instance if nothing changes.
     *
     * @param call null if the hook was called directly, without {@code beforeExecution}
     */
    public SdkRequest modify(SdkRequest request, ExecutionAttributes attributes, @Nullable PutCall call) {
        if (settings == null || rewriter == null) {
            return leave(request, Outcome.MISCONFIGURED);
        }
        if (!settings.enabled) {
            return request;
        }
        String stream = isListed(settings) ? KinesisRequests.streamName(request) : null;
        if (!settings.streams.accepts(stream)) {
            return leave(request, Outcome.EXCLUDED);
        }
        if (overridden) {
            return leave(request, Outcome.OVERRIDDEN);
        }
        String traceparent = span.traceparent(attributes, call == null ? null : call.caller());
        PutRewriter.Rewritten rewritten =
                rewriter.rewrite(request, traceparent, settings.keylessStreams.contains(stream));
        if (call == null) {
            counter.add(rewritten.tally);
        } else {
            call.injected(this, request, rewritten.request, rewritten.tally);
        }
        return rewritten.request;
    }

    /** Checks the request that is actually sent, and counts its records. */
    public void sending(SdkRequest request, PutCall call) {
        Tally tally = call.takeTally(this);
        if (tally == null || writer == null) {
            return;
        }
        SdkRequest asked = call.asked();
        SdkRequest ours = call.ours();
        OutgoingCheck.Result result = request == ours || ours == asked
                ? OutgoingCheck.Result.KEPT
                : OutgoingCheck.compare(writer, asked, ours, request);
        switch (result) {
            case MISPLACED:
                overridden = true;
                PutMessages.warnMisplaced();
                leave(request, Outcome.OVERRIDDEN);
                break;
            case REPLACED:
                PutMessages.warnReplaced();
                counter.add(tally.moving(Outcome.INJECTED, Outcome.OVERRIDDEN));
                break;
            default:
                counter.add(tally);
        }
    }

    /** Counts a request that is sent unmodified because of a fault. */
    public void failed(SdkRequest request) {
        leave(request, Outcome.FAILED);
    }

    private SdkRequest leave(SdkRequest request, Outcome outcome) {
        counter.add(Tally.of(outcome, KinesisRequests.records(request)));
        return request;
    }

    private static boolean isListed(Settings settings) {
        return !settings.streams.acceptsAll() || !settings.keylessStreams.isEmpty();
    }
}
