package io.kinesistrace.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs all benchmarks and reports what they measured. */
final class Benchmarks {
    private static final Path OUTPUT = Path.of("target");

    private Benchmarks() {}

    public static void main(String[] args) throws RunnerException, IOException {
        Path results = OUTPUT.resolve("benchmarks.json");
        new Runner(new OptionsBuilder()
                        .addProfiler(GCProfiler.class)
                        .resultFormat(ResultFormatType.JSON)
                        .result(results.toString())
                        .output(OUTPUT.resolve("benchmarks.log").toString())
                        .build())
                .run();
        Report.write(results, OUTPUT.resolve("benchmarks.md"), OUTPUT.resolve("growth.svg"));
    }
}
