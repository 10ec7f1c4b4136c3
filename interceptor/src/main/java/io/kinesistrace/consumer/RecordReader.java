package io.kinesistrace.consumer;

import io.kinesistrace.PartitionKeyPropagator;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What we read of a record, whatever its class. */
final class RecordReader<R> {
    private final PartitionKeyPropagator propagator;
    private final Function<? super R, @Nullable String> partitionKey;
    private final Function<? super R, @Nullable String> sequenceNumber;

    RecordReader(
            PartitionKeyPropagator propagator,
            Function<? super R, @Nullable String> partitionKey,
            Function<? super R, @Nullable String> sequenceNumber) {
        this.propagator = propagator;
        this.partitionKey = partitionKey;
        this.sequenceNumber = sequenceNumber;
    }

    /** The context with the producer's span; the very same where the record carries none. */
    Context extract(Context context, R record) {
        return propagator.extract(context, partitionKey.apply(record));
    }

    /** Invalid where the record carries none. */
    SpanContext producerOf(R record) {
        return Span.fromContext(extract(Context.root(), record)).getSpanContext();
    }

    @Nullable
    String sequenceNumber(R record) {
        return sequenceNumber.apply(record);
    }

    @Nullable
    String originalKey(R record) {
        return propagator.originalKey(partitionKey.apply(record));
    }
}
