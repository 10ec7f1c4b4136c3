package io.kinesistrace.benchmarks;

import io.kinesistrace.benchmarks.Results.Cost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The tables of the documentation, from the measurements. */
final class Report {
    private static final int[] SIZES = {1, 10, 100, 500};
    private static final int LARGEST = 500;

    private final Rounds rounds;
    private final List<String> lines = new ArrayList<>();

    private Report(Rounds rounds) {
        this.rounds = rounds;
    }

    /** Prints the tables, too. */
    static void write(Rounds rounds, Path tables, Path plot) throws IOException {
        Report report = new Report(rounds);
        report.lines.add("Java " + rounds.java());
        report.lines.add("");
        report.lines.addAll(new Goals(rounds).table());
        report.growth();
        report.costs();
        report.largeStream();
        Files.write(tables, report.lines);
        Files.writeString(plot, new GrowthPlot(rounds, SIZES).svg());
        report.lines.forEach(System.out::println);
    }

    private void growth() {
        lines.add("");
        lines.add(
                "| Records of a batch | distinct keys: ns each | B each | 10 keys: ns each | B each | copying the requests only: ns each | B each |");
        lines.add("|---|---|---|---|---|---|---|");
        for (int size : SIZES) {
            Cost distinct = each("putRecords", "distinct", size);
            Cost few = each("putRecords", "10", size);
            Cost copies = copies(size);
            line(
                    "| %d | %.0f | %.0f | %.0f | %.0f | %.0f | %.0f |",
                    size, distinct.nanos(), distinct.bytes(), few.nanos(), few.bytes(), copies.nanos(), copies.bytes());
        }
    }

    private void costs() {
        lines.add("");
        lines.add("| What | with the library | by hand |");
        lines.add("|---|---|---|");
        Cost record = cost("processRecord");
        Cost recordByHand = cost("processRecordByHand");
        line(
                "| one record | %.0f ns, %.0f B | %.0f ns, %.0f B |",
                record.nanos(), record.bytes(), recordByHand.nanos(), recordByHand.bytes());
        Cost batch = cost("processBatchOf500");
        Cost batchByHand = cost("processBatchOf500ByHand");
        line(
                "| a batch of 500 producers, 128 links | %.1f µs, %.1f kB | %.1f µs, %.1f kB |",
                batch.nanos() / 1000, batch.bytes() / 1000, batchByHand.nanos() / 1000, batchByHand.bytes() / 1000);
        Cost plain = cost("processBatchOf500Plain");
        line("| a batch of 500 plain keys | %.2f µs, %.1f kB | |", plain.nanos() / 1000, plain.bytes() / 1000);
        line(
                "| a batch of 10 000 producers, 128 links | %.1f µs | |",
                cost("processBatchOf10000").nanos() / 1000);
        line(
                "| the same with ids of one hash code | %.1f µs | |",
                cost("processBatchOf10000Crafted").nanos() / 1000);
        lines.add("");
        line(
                "The whole call: %.1f µs without the interceptor, %.1f µs with it. `PutRecord`: %.0f ns, the floor: %.0f ns.",
                cost("putRecordInMemory false").nanos() / 1000,
                cost("putRecordInMemory true").nanos() / 1000,
                cost("putRecord").nanos(),
                cost("floor").nanos());
    }

    /** Nanoseconds of a record are milliseconds per second of a million records, and bytes are megabytes. */
    private void largeStream() {
        Cost few = each("putRecords", "10", LARGEST);
        Cost copies = copies(LARGEST);
        Cost distinct = each("putRecords", "distinct", LARGEST);
        lines.add("");
        line(
                "A million records per second: with 10 keys %.0f ms and %.0f MB, of these the copies %.0f ms and %.0f MB; "
                        + "with distinct keys %.0f ms and %.0f MB.",
                few.nanos(), few.bytes(), copies.nanos(), copies.bytes(), distinct.nanos(), distinct.bytes());
    }

    private Cost cost(String benchmark) {
        return rounds.cost(round -> round.of(benchmark));
    }

    private Cost each(String benchmark, String keys, int records) {
        return rounds.cost(round -> round.each(benchmark + ' ' + keys, records));
    }

    private Cost copies(int records) {
        return rounds.cost(round -> round.each("copies", records));
    }

    private void line(String format, Object... values) {
        lines.add(String.format(Locale.ROOT, format, values));
    }
}
