package io.kinesistrace.consumer;

import io.kinesistrace.internal.report.Guard;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields that we read of a record, whatever its class. A field whose function throws is missing, which costs a parent or a link. */
final class RecordAccessors<R> {
    private static final Guard GUARD = new Guard("A field of a Kinesis record could not be read for tracing.");

    private final Function<? super R, @Nullable String> partitionKey;
    private final Function<? super R, @Nullable String> sequenceNumber;

    RecordAccessors(
            Function<? super R, @Nullable String> partitionKey, Function<? super R, @Nullable String> sequenceNumber) {
        this.partitionKey = partitionKey;
        this.sequenceNumber = sequenceNumber;
    }

    @Nullable
    String partitionKey(R record) {
        return GUARD.get(() -> partitionKey.apply(record), null);
    }

    @Nullable
    String sequenceNumber(R record) {
        return GUARD.get(() -> sequenceNumber.apply(record), null);
    }
}
