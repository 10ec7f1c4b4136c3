package io.kinesistrace;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/**
 * Which records of a batch are to carry a trace context. Found before any of them is given its key, as the batch has a limit of its own. For
 * one batch and one thread.
 */
final class BatchDecision {
    private static final Outcome[] OUTCOMES = Outcome.values();

    private final RecordDecision decision;
    private final boolean[] carries;
    private final int[] counts = new int[OUTCOMES.length];
    private int records;
    private long bytesBefore;
    private long bytesAfter;

    BatchDecision(RecordDecision decision, int records) {
        this.decision = decision;
        this.carries = new boolean[records];
    }

    /** The next record; where there is a hole in its place, both are null. */
    void add(@Nullable SdkBytes data, @Nullable String partitionKey) {
        int keyBytes = RecordDecision.keyBytes(partitionKey);
        Outcome outcome = decision.of(data, partitionKey, keyBytes);
        boolean carries = outcome == Outcome.INJECTED;
        this.carries[records++] = carries;
        counts[outcome.ordinal()]++;
        int dataBytes = RecordDecision.dataBytes(data);
        // A key that has no bytes is one that the SDK refuses.
        bytesBefore += dataBytes + Math.max(0, keyBytes);
        bytesAfter += dataBytes + Math.max(0, carries ? decision.bytesOfCarrying(keyBytes) : keyBytes);
    }

    /** After all records: whether any is to carry. */
    boolean carriesAny() {
        return count(Outcome.INJECTED) > 0 && !crossesTheLimit();
    }

    /** Of the record at an index, where {@link #carriesAny}. */
    boolean carries(int record) {
        return carries[record];
    }

    void count(RecordCounter counter) {
        for (Outcome outcome : OUTCOMES) {
            boolean leftWithAll = outcome == Outcome.INJECTED && crossesTheLimit();
            counter.add(leftWithAll ? Outcome.TOO_LARGE : outcome, count(outcome));
        }
    }

    private boolean crossesTheLimit() {
        return ServiceLimits.putRecordsCrosses(bytesBefore, bytesAfter);
    }

    private int count(Outcome outcome) {
        return counts[outcome.ordinal()];
    }
}
