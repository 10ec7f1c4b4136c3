package io.kinesistrace.consumer;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.util.Collection;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The handling of the records of one shard, in spans {@code process {stream}} of kind {@code CONSUMER}. Immutable and safe for use by any
 * number of threads.
 *
 * <p>What the handling returns is returned, and what it throws is recorded on the span and thrown on, the same instance each. A fault of
 * OpenTelemetry reaches nobody: the record is then handled without a span.
 *
 * @param <R> the class of the source for records
 */
public final class ShardTelemetry<R> {
    private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

    private final ProcessSpans<R> spans;
    private final RecordReader<R> reader;

    ShardTelemetry(ProcessSpans<R> spans, RecordReader<R> reader) {
        this.spans = spans;
        this.reader = reader;
    }

    /**
     * Handles one record in a span that continues its producer's trace and links to the current span; or the other way round, see
     * {@link KinesisConsumerTelemetry.Builder#parentFromRecord}. A record that carries nothing gets a span without a link.
     *
     * @param <T> what the handling returns
     * @param <X> what the handling throws
     * @param record as the source delivered it
     * @param handling called once, in this thread, with the span current
     * @return what the handling returns
     * @throws X what the handling throws, the same instance
     */
    public <T, X extends Exception> T process(R record, Handling<T, X> handling) throws X {
        return within(() -> spans.start(record), handling);
    }

    /**
     * As {@link #process(Object, Handling)}, of a handling that returns nothing.
     *
     * @param <X> what the handling throws
     * @param record as the source delivered it
     * @param handling called once, in this thread, with the span current
     * @throws X what the handling throws, the same instance
     */
    public <X extends Exception> void process(R record, Handling.Void<X> handling) throws X {
        process(record, returningNull(handling));
    }

    /**
     * Handles a batch in one span, a child of the current one, with a link to the span of each producer; see
     * {@link KinesisConsumerTelemetry.Builder#maxLinks}.
     *
     * @param <T> what the handling returns
     * @param <X> what the handling throws
     * @param records of one shard; none of them is needed
     * @param handling called once, in this thread, with the span current
     * @return what the handling returns
     * @throws X what the handling throws, the same instance
     */
    public <T, X extends Exception> T processBatch(Collection<? extends R> records, Handling<T, X> handling) throws X {
        return within(() -> spans.start(records), handling);
    }

    /**
     * As {@link #processBatch(Collection, Handling)}, of a handling that returns nothing.
     *
     * @param <X> what the handling throws
     * @param records of one shard; none of them is needed
     * @param handling called once, in this thread, with the span current
     * @throws X what the handling throws, the same instance
     */
    public <X extends Exception> void processBatch(Collection<? extends R> records, Handling.Void<X> handling)
            throws X {
        processBatch(records, returningNull(handling));
    }

    /**
     * Links a span that somebody else made to the spans of the producers of a batch, as {@link #processBatch} does with its own. Needs
     * OpenTelemetry API 1.37 or newer; with an older one, nothing is linked.
     *
     * @param span one that has not ended
     * @param records of one shard
     */
    public void linkProducers(Span span, Collection<? extends R> records) {
        safely(() -> spans.link(span, records));
    }

    /**
     * The key that the application put the record with; null where it did not travel along. See
     * {@link io.kinesistrace.PartitionKeyPropagator#originalKey}.
     *
     * @param record as the source delivered it
     * @return null where it is not known
     */
    public @Nullable String originalKey(R record) {
        return reader.originalKey(record);
    }

    private static <T, X extends Exception> T within(Supplier<Span> start, Handling<T, X> handling) throws X {
        Span span = startOrInvalid(start);
        Scope scope = makeCurrentOrNoop(span);
        try {
            return handling.handle();
        } catch (Throwable thrown) {
            safely(() -> fail(span, thrown));
            throw thrown;
        } finally {
            safely(scope::close);
            safely(span::end);
        }
    }

    private static void fail(Span span, Throwable thrown) {
        span.setStatus(StatusCode.ERROR);
        span.setAttribute(ERROR_TYPE, thrown.getClass().getName());
        span.recordException(thrown);
    }

    private static Span startOrInvalid(Supplier<Span> start) {
        try {
            return start.get();
        } catch (RuntimeException | LinkageError e) {
            ConsumerWarnings.failure(e);
            return Span.getInvalid();
        }
    }

    /** An invalid span is not made current: it would hide the one around. */
    private static Scope makeCurrentOrNoop(Span span) {
        try {
            return span == Span.getInvalid() ? Scope.noop() : span.makeCurrent();
        } catch (RuntimeException | LinkageError e) {
            ConsumerWarnings.failure(e);
            return Scope.noop();
        }
    }

    private static void safely(Runnable telemetry) {
        try {
            telemetry.run();
        } catch (RuntimeException | LinkageError e) {
            ConsumerWarnings.failure(e);
        }
    }

    private static <T, X extends Exception> Handling<T, X> returningNull(Handling.Void<X> handling) {
        return () -> {
            handling.handle();
            return null;
        };
    }
}
