package io.kinesistrace.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs all benchmarks and reports what they measured. */
final class Benchmarks {
    private static final int ROUNDS = 3;
    private static final Path OUTPUT = Path.of("target");

    private Benchmarks() {}

    public static void main(String[] args) throws RunnerException, IOException {
        List<Results> rounds = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            rounds.add(run(
                    OUTPUT.resolve("benchmarks-" + round + ".json"), OUTPUT.resolve("benchmarks-" + round + ".log")));
        }
        Report.write(new Rounds(rounds), OUTPUT.resolve("benchmarks.md"), OUTPUT.resolve("growth.svg"));
    }

    private static Results run(Path results, Path log) throws RunnerException, IOException {
        new Runner(new OptionsBuilder()
                        .addProfiler(GCProfiler.class)
                        .resultFormat(ResultFormatType.JSON)
                        .result(results.toString())
                        .output(log.toString())
                        .build())
                .run();
        return new Results(results);
    }
}
