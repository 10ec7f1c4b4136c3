package io.kinesistrace.internal.rules;

import io.kinesistrace.internal.report.Outcome;

/** The decision for one record: what to change and what to count. */
public enum RecordDecision {
    /** The key carries a context, and the record has a hash or needs none. */
    LEAVE_TRACED(Change.NOTHING, Outcome.ALREADY_TRACED),
    /** A bare context without a hash: the context decides the shard. */
    LEAVE_SCATTERED(Change.NOTHING, Outcome.ALREADY_TRACED),
    /** A context and an original key without a hash, from an application that can only set the key. */
    RESTORE_SHARD(Change.HASH, Outcome.ALREADY_TRACED),
    NO_SPAN(Change.NOTHING, Outcome.NO_SPAN),
    INVALID(Change.NOTHING, Outcome.INVALID),
    KEY_TOO_LONG(Change.NOTHING, Outcome.KEY_TOO_LONG),
    TOO_LARGE(Change.NOTHING, Outcome.TOO_LARGE),
    AGGREGATED(Change.NOTHING, Outcome.AGGREGATED),
    NO_MD5(Change.NOTHING, Outcome.NO_MD5),
    /** A record without a key of its own. */
    INJECT_BARE(Change.BARE_KEY, Outcome.INJECTED),
    /** The hash is the application's, or none is wanted. */
    INJECT_KEY(Change.KEY, Outcome.INJECTED),
    INJECT(Change.KEY_AND_HASH, Outcome.INJECTED);

    private enum Change {
        NOTHING,
        HASH,
        BARE_KEY,
        KEY,
        KEY_AND_HASH
    }

    private final Change change;
    public final Outcome outcome;

    RecordDecision(Change change, Outcome outcome) {
        this.change = change;
        this.outcome = outcome;
    }

    public boolean changesRecord() {
        return change != Change.NOTHING;
    }

    public boolean changesKey() {
        return changesRecord() && change != Change.HASH;
    }

    public boolean setsHash() {
        return change == Change.HASH || change == Change.KEY_AND_HASH;
    }
}
