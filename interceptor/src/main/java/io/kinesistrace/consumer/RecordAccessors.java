package io.kinesistrace.consumer;

import io.kinesistrace.internal.report.Guard;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the fields that tracing needs from a record of any class. If a function throws, its field is treated as missing. */
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
