package io.kinesistrace.benchmarks;

import io.kinesistrace.benchmarks.Results.Cost;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Compares the goals with the measurements, as ratios within one run, because only ratios hold on another machine. */
final class Goals {
    private static final int LARGEST = 500;

    private final Rounds rounds;
    private final List<String> lines = new ArrayList<>();

    Goals(Rounds rounds) {
        this.rounds = rounds;
    }

    /** Lines of Markdown. */
    List<String> table() {
        producers();
        consumers();
        return lines;
    }

    private void producers() {
        lines.add("| What | Goal | Measured | |");
        lines.add("|---|---|---|---|");
        ratio("`PutRecord`, relative to the floor", times("putRecord", "floor"), 2.5);
        info("the same, registered twice, as by the jar alone", times("putRecordTwoRegistrations", "floor"), "×");
        info("the same, routed by partition key", times("putRecordByPartitionKey", "floor"), "×");
        info("the same, with the original key in the new one", times("putRecordWithKey", "floor"), "×");
        info("the same, under an instrumentation", times("putRecordUnderInstrumentation", "floor"), "×");
        info("`PutRecord`, relative to the straightforward way", times("putRecord", "articlesWay"), "×");
        info("`PutRecord`, relative to a field in 1 KiB of JSON", times("putRecord", "fieldInJsonOf1KiB"), "×");
        bytes("`PutRecord`, in addition to the copy of the request", more("putRecord", "copy"), 350);
        ratio(
                "`PutRecords` of 500 distinct keys, each record, relative to the floor",
                round -> distinct(round).nanos() / round.nanos("floor"),
                2);
        ratio(
                "`PutRecords` of 500 with 10 keys, relative to distinct keys",
                round -> few(round).nanos() / distinct(round).nanos(),
                0.25);
        nanos("another service's request, in addition to an empty hook", more("anotherService", "emptyHook"), 5);
        bytes("the same", more("anotherService", "emptyHook"), 0);
        info(
                "no span, in addition to an empty hook",
                more("noSpan", "emptyHook").nanos(),
                "ns");
        info(
                "an excluded stream, in addition to an empty hook",
                more("excludedStream", "emptyHook").nanos(),
                "ns");
    }

    private void consumers() {
        info("`extract` from a plain key", round -> round.nanos("extractPlain"), "ns");
        info("`extract` from 256 characters that are almost a context", round -> round.nanos("extractHostile"), "ns");
        info("`extract` from a key with a context", round -> round.nanos("extractCarrying"), "ns");
        ratio(
                "`process` of a record, relative to the same span by hand",
                times("processRecord", "processRecordByHand"),
                1.15);
        ratio(
                "`processBatch` of 500 producers, relative to a span with 128 links by hand",
                times("processBatchOf500", "processBatchOf500ByHand"),
                2.5);
        info("`processBatch` of 500 plain keys, each", round -> round.nanos("processBatchOf500Plain") / LARGEST, "ns");
        ratio(
                "`processBatch` of 10 000 crafted keys, relative to random ones",
                times("processBatchOf10000Crafted", "processBatchOf10000"),
                3);
    }

    private static Cost distinct(Results round) {
        return round.each("putRecords distinct", LARGEST);
    }

    private static Cost few(Results round) {
        return round.each("putRecords 10", LARGEST);
    }

    private static ToDoubleFunction<Results> times(String benchmark, String other) {
        return round -> round.nanos(benchmark) / round.nanos(other);
    }

    private Cost more(String benchmark, String other) {
        return rounds.cost(round -> round.of(benchmark).minus(round.of(other)));
    }

    private void info(String what, ToDoubleFunction<Results> figure, String unit) {
        info(what, rounds.median(figure), unit);
    }

    private void info(String what, double measured, String unit) {
        lines.add(String.format(Locale.ROOT, "| %s | | %.2f %s | |", what, measured, unit));
    }

    private void ratio(String what, ToDoubleFunction<Results> figure, double goal) {
        double measured = rounds.median(figure);
        row(
                what,
                String.format(Locale.ROOT, "%.2f ×", goal),
                String.format(Locale.ROOT, "%.2f ×", measured),
                measured <= goal);
    }

    private void nanos(String what, Cost measured, double goal) {
        amount(what, measured.nanos(), "%.1f", goal, "ns");
    }

    private void bytes(String what, Cost measured, double goal) {
        // The profiler adds some bytes of its own.
        amount(what, Math.rint(measured.bytes()), "%.0f", goal, "B");
    }

    /** If two cost the same, the difference may be negative; it counts as 0. */
    private void amount(String what, double difference, String format, double goal, String unit) {
        double measured = Math.max(0, difference);
        row(
                what,
                String.format(Locale.ROOT, "%.0f %s", goal, unit),
                String.format(Locale.ROOT, format + " %s", measured, unit),
                measured <= goal);
    }

    private void row(String what, String goal, String measured, boolean met) {
        lines.add("| " + what + " | ≤ " + goal + " | " + measured + " | " + (met ? "met" : "**missed**") + " |");
    }
}
