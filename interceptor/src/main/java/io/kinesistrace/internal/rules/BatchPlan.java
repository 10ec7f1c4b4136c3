package io.kinesistrace.internal.rules;

import io.kinesistrace.internal.report.Outcome;
import io.kinesistrace.internal.report.Tally;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/** The decisions for all records of a batch, made before any is changed, because the batch as a whole has a size limit. For one thread. */
public final class BatchPlan {
    private final RecordRules rules;
    private final boolean hasSpan;
    private final RecordDecision[] decisions;
    private Tally tally = new Tally();
    private int records;
    private boolean changesAny;
    private long bytesBefore;
    private long bytesAfter;

    public BatchPlan(RecordRules rules, boolean hasSpan, int records) {
        this.rules = rules;
        this.hasSpan = hasSpan;
        this.decisions = new RecordDecision[records];
    }

    /** Adds the next record; all arguments are null if its entry is. */
    public RecordDecision add(@Nullable SdkBytes data, @Nullable String key, @Nullable String explicitHashKey) {
        int keyBytes = RecordRules.keyBytes(key);
        RecordDecision decision = rules.decide(data, key, keyBytes, explicitHashKey, hasSpan);
        decisions[records++] = decision;
        tally.add(decision.outcome);
        changesAny |= decision.changesRecord();
        int dataBytes = RecordRules.dataBytes(data);
        // A key that cannot be encoded counts as 0 bytes: the SDK rejects it.
        bytesBefore += dataBytes + Math.max(0, keyBytes);
        bytesAfter += dataBytes + Math.max(0, rules.keyBytesAfter(decision, keyBytes));
        return decision;
    }

    /** Call once, after all records: drops all new keys if only the old ones fit into the request. */
    public void fitIntoRequest() {
        if (!Limits.requestCrosses(bytesBefore, bytesAfter)) {
            return;
        }
        changesAny = false;
        for (int i = 0; i < records; i++) {
            if (decisions[i].changesKey()) {
                decisions[i] = RecordDecision.TOO_LARGE;
            }
            changesAny |= decisions[i].changesRecord();
        }
        tally = tally.moving(Outcome.INJECTED, Outcome.TOO_LARGE);
    }

    public boolean changesAny() {
        return changesAny;
    }

    public RecordDecision decision(int record) {
        return decisions[record];
    }

    public Tally tally() {
        return tally;
    }
}
