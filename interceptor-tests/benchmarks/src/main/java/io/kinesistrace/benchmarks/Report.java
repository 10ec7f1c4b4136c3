package io.kinesistrace.benchmarks;

import io.kinesistrace.benchmarks.Results.Cost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Compares the goals with the measurements, as ratios within one run, because only ratios hold on another machine. */
final class Report {
    private static final int[] SIZES = {1, 10, 100, 500};
    private static final int LARGEST = 500;

    private final Results results;
    private final List<String> lines = new ArrayList<>();

    private Report(Results results) {
        this.results = results;
    }

    /**
     * Prints the tables, too.
     *
     * @param json JMH's output
     */
    static void write(Path json, Path tables, Path plot) throws IOException {
        Results results = new Results(json);
        Report report = new Report(results);
        report.goals();
        report.growth();
        Files.write(tables, report.lines);
        Files.writeString(plot, new GrowthPlot(results, SIZES).svg());
        report.lines.forEach(System.out::println);
    }

    private void goals() {
        Cost floor = results.of("floor");
        Cost put = results.of("putRecord");
        Cost empty = results.of("emptyHook");
        Cost distinct = results.batch("putRecords", "distinct", LARGEST).each(LARGEST);
        Cost few = results.batch("putRecords", "10", LARGEST).each(LARGEST);
        lines.add("Java " + results.java());
        lines.add("");
        lines.add("| What | Goal | Measured | |");
        lines.add("|---|---|---|---|");
        ratio("`PutRecord`, relative to the floor", put.nanos() / floor.nanos(), 2.5);
        info(
                "the same, registered twice, as by the jar alone",
                nanos("putRecordTwoRegistrations") / floor.nanos(),
                "×");
        info("`PutRecord`, relative to the straightforward way", put.nanos() / nanos("articlesWay"), "×");
        info("`PutRecord`, relative to a field in 1 KiB of JSON", put.nanos() / nanos("fieldInJsonOf1KiB"), "×");
        bytes("`PutRecord`, in addition to the copy of the request", put.minus(results.of("copy")), 350);
        ratio(
                "`PutRecords` of 500 distinct keys, each record, relative to the floor",
                distinct.nanos() / floor.nanos(),
                2);
        ratio("`PutRecords` of 500 with 10 keys, relative to distinct keys", few.nanos() / distinct.nanos(), 0.25);
        nanos(
                "another service's request, in addition to an empty hook",
                results.of("anotherService").minus(empty),
                5);
        bytes("the same", results.of("anotherService").minus(empty), 0);
        info(
                "no span, in addition to an empty hook",
                results.of("noSpan").minus(empty).nanos(),
                "ns");
        info(
                "an excluded stream, in addition to an empty hook",
                results.of("excludedStream").minus(empty).nanos(),
                "ns");
        info("`extract` from a key with a context", nanos("extractCarrying"), "ns");
        ratio(
                "`process` of a record, relative to the same span by hand",
                nanos("processRecord") / nanos("processRecordByHand"),
                1.15);
        ratio(
                "`processBatch` of 500 producers, relative to a span with 128 links by hand",
                nanos("processBatchOf500") / nanos("processBatchOf500ByHand"),
                2.5);
        info("`processBatch` of 500 plain keys, each", nanos("processBatchOf500Plain") / LARGEST, "ns");
        ratio(
                "`processBatch` of 10 000 crafted keys, relative to random ones",
                nanos("processBatchOf10000Crafted") / nanos("processBatchOf10000"),
                3);
    }

    private void growth() {
        lines.add("");
        lines.add(
                "| Records of a batch | distinct keys: ns each | B each | 10 keys: ns each | B each | copying the requests only: ns each | B each |");
        lines.add("|---|---|---|---|---|---|---|");
        for (int size : SIZES) {
            Cost distinct = results.batch("putRecords", "distinct", size).each(size);
            Cost few = results.batch("putRecords", "10", size).each(size);
            Cost copies = results.batch("copies", "distinct", size).each(size);
            lines.add(String.format(
                    Locale.ROOT,
                    "| %d | %.0f | %.0f | %.0f | %.0f | %.0f | %.0f |",
                    size,
                    distinct.nanos(),
                    distinct.bytes(),
                    few.nanos(),
                    few.bytes(),
                    copies.nanos(),
                    copies.bytes()));
        }
    }

    private double nanos(String benchmark) {
        return results.of(benchmark).nanos();
    }

    private void info(String what, double measured, String unit) {
        lines.add(String.format(Locale.ROOT, "| %s | | %.2f %s | |", what, measured, unit));
    }

    private void ratio(String what, double measured, double goal) {
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
