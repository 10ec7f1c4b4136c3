package io.kinesistrace.consumer;

import io.kinesistrace.PartitionKeyPropagator;
import io.kinesistrace.internal.report.Guard;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.util.Collection;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Traces the processing of the records of one shard, in spans {@code process {stream}} of kind {@code CONSUMER}. Immutable and safe for use by
 * any number of threads.
 *
 * <p>The result of the processing is returned; an exception is recorded on the span and rethrown as the same instance. A failure of
 * OpenTelemetry never reaches the caller: the record is then processed without a span.
 *
 * @param <R> the class of the source's records
 */
public final class ShardTelemetry<R> {
    private static final Guard GUARD =
            new Guard("Kinesis records could not be traced; their processing is not affected.");

    private final ProcessSpans<R> spans;
    private final RecordAccessors<R> accessors;
    private final PartitionKeyPropagator propagator;

    ShardTelemetry(ProcessSpans<R> spans, RecordAccessors<R> accessors, PartitionKeyPropagator propagator) {
        this.spans = spans;
        this.accessors = accessors;
        this.propagator = propagator;
    }

    /**
     * Processes one record in a span that continues its producer's trace. The span links to the producer's span and to the current span; see
     * {@link KinesisConsumerTelemetryBuilder#parentFromRecord}. If the record carries no context, the span is a child of the current one.
     *
     * @param <T> the result of the processing
     * @param <X> the exception that the processing may throw
     * @param record as the source delivered it
     * @param processing called once, in this thread, with the span current
     * @return the result of the processing
     * @throws X thrown by the processing; the same instance
     */
    public <T, X extends Exception> T process(R record, CheckedSupplier<T, X> processing) throws X {
        return within(() -> spans.start(record), processing);
    }

    /**
     * Like {@link #process(Object, CheckedSupplier)}, for processing that returns nothing.
     *
     * @param <X> the exception that the processing may throw
     * @param record as the source delivered it
     * @param processing called once, in this thread, with the span current
     * @throws X thrown by the processing; the same instance
     */
    public <X extends Exception> void process(R record, CheckedRunnable<X> processing) throws X {
        process(record, returningNull(processing));
    }

    /**
     * Processes a batch in one span, a child of the current one, with a link to each producer's span; see
     * {@link KinesisConsumerTelemetryBuilder#maxLinks}.
     *
     * @param <T> the result of the processing
     * @param <X> the exception that the processing may throw
     * @param records of one shard; may be empty
     * @param processing called once, in this thread, with the span current
     * @return the result of the processing
     * @throws X thrown by the processing; the same instance
     */
    public <T, X extends Exception> T processBatch(Collection<? extends R> records, CheckedSupplier<T, X> processing)
            throws X {
        return within(() -> spans.start(records), processing);
    }

    /**
     * Like {@link #processBatch(Collection, CheckedSupplier)}, for processing that returns nothing.
     *
     * @param <X> the exception that the processing may throw
     * @param records of one shard; may be empty
     * @param processing called once, in this thread, with the span current
     * @throws X thrown by the processing; the same instance
     */
    public <X extends Exception> void processBatch(Collection<? extends R> records, CheckedRunnable<X> processing)
            throws X {
        processBatch(records, returningNull(processing));
    }

    /**
     * Adds links to each producer, as {@link #processBatch} does, to a span that was created elsewhere. Needs OpenTelemetry API 1.37 or newer;
     * with older versions, nothing is linked.
     *
     * @param span a span that has not ended
     * @param records of one shard
     */
    public void linkProducers(Span span, Collection<? extends R> records) {
        GUARD.run(() -> spans.link(span, records));
    }

    /**
     * Returns the application's own key of a record; see {@link PartitionKeyPropagator#originalKey}.
     *
     * @param record as the source delivered it
     * @return null if it is not known
     */
    public @Nullable String originalKey(R record) {
        return propagator.originalKey(accessors.partitionKey(record));
    }

    private static <T, X extends Exception> T within(Supplier<Span> start, CheckedSupplier<T, X> processing) throws X {
        Span span = GUARD.get(start, null);
        Scope scope = span == null ? null : GUARD.get(span::makeCurrent, null);
        try {
            return processing.get();
        } catch (Throwable thrown) {
            GUARD.run(() -> fail(span, thrown));
            throw thrown;
        } finally {
            GUARD.run(() -> end(span, scope));
        }
    }

    private static void fail(@Nullable Span span, Throwable thrown) {
        if (span != null) {
            span.setStatus(StatusCode.ERROR);
            span.setAttribute(Conventions.ERROR_TYPE, thrown.getClass().getName());
            span.recordException(thrown);
        }
    }

    private static void end(@Nullable Span span, @Nullable Scope scope) {
        try {
            if (scope != null) {
                scope.close();
            }
        } finally {
            if (span != null) {
                span.end();
            }
        }
    }

    private static <T, X extends Exception> CheckedSupplier<T, X> returningNull(CheckedRunnable<X> processing) {
        return () -> {
            processing.run();
            return null;
        };
    }
}
