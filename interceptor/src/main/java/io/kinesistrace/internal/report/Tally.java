package io.kinesistrace.internal.report;

/** Counts the records of one request by outcome. For one thread at a time. */
public final class Tally {
    private static final Outcome[] OUTCOMES = Outcome.values();
    private static final Tally[] SINGLE = single();

    private final int[] records = new int[OUTCOMES.length];

    /** The tally of a request with one record. Shared: do not add to it. */
    public static Tally of(Outcome outcome) {
        return SINGLE[outcome.ordinal()];
    }

    public static Tally of(Outcome outcome, int records) {
        Tally tally = new Tally();
        tally.records[outcome.ordinal()] = records;
        return tally;
    }

    public void add(Outcome outcome) {
        records[outcome.ordinal()]++;
    }

    public int count(Outcome outcome) {
        return records[outcome.ordinal()];
    }

    /** Returns a copy that counts the records of one outcome under another. */
    public Tally moving(Outcome from, Outcome to) {
        Tally moved = new Tally();
        System.arraycopy(records, 0, moved.records, 0, records.length);
        moved.records[to.ordinal()] += records[from.ordinal()];
        moved.records[from.ordinal()] = 0;
        return moved;
    }

    private static Tally[] single() {
        Tally[] tallies = new Tally[OUTCOMES.length];
        for (Outcome outcome : OUTCOMES) {
            tallies[outcome.ordinal()] = of(outcome, 1);
        }
        return tallies;
    }
}
