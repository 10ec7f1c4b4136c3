package io.kinesistrace.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesistrace.downloads.MatrixMaven;
import io.kinesistrace.playground.otlp.OtlpOutput;
import io.kinesistrace.playground.process.ChildProcess;
import io.kinesistrace.playground.process.JavaProgram;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A separate project with the published jar on its class path, built with Maven like a user's. */
final class CellProject {
    private static final Path TEMPLATES = Path.of("src", "matrix");
    private static final Path CELLS = Path.of("target", "matrix");
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Layout layout;
    private final Path directory;

    private CellProject(Layout layout, Path directory) {
        this.layout = layout;
        this.directory = directory;
    }

    /** @param versions by their property names in the POM */
    static CellProject build(Layout layout, Map<String, String> versions) {
        Path directory =
                CELLS.resolve(layout.name().toLowerCase(Locale.ROOT) + '-' + String.join("-", versions.values()));
        if (!Files.exists(directory.resolve("built"))) {
            copy(TEMPLATES.resolve("pom.xml"), directory);
            maven(layout, directory, versions);
        }
        return new CellProject(layout, directory);
    }

    private static void maven(Layout layout, Path directory, Map<String, String> versions) {
        List<String> arguments = new ArrayList<>(List.of(
                "-Dinterceptor=" + System.getProperty("matrix.version"),
                "-P" + layout.profiles,
                "-Dservice=" + layout.service,
                "-Dcode=" + TEMPLATES.resolve(layout.code).toAbsolutePath()));
        versions.forEach((name, version) -> arguments.add("-D" + name + '=' + version));
        arguments.add("package");
        MatrixMaven.run(directory, directory.resolve("maven.log"), arguments);
        write(directory.resolve("built"), "");
    }

    String classPath() {
        Path target = directory.resolve("target");
        Path classPath = target.resolve("class-path.txt");
        String jar = target.resolve("cell-1.jar").toAbsolutePath().toString();
        return layout != Layout.SHADED ? jar + File.pathSeparator + read(classPath) : jar;
    }

    /** Runs a main class; returns its output. */
    String run(String main, Cell cell, Path javaHome, String... arguments) {
        Path log = directory.resolve(
                "java-" + cell.java() + "-agent-" + cell.agent().replace(' ', '-') + ".log");
        // The main class of a Spring Boot jar can read the jars in it.
        JavaProgram program = layout == Layout.BOOT
                ? JavaProgram.ofJar(
                        directory.resolve("target").resolve("cell-1.jar").toAbsolutePath())
                : JavaProgram.ofClass(main, classPath());
        // The native libraries for DynamoDB Local; in other projects the folder is missing and unused.
        program.options(List.of("-Dsqlite4java.library.path="
                + directory.resolve("target").resolve("sqlite").toAbsolutePath()));
        if (cell.hasAgent()) {
            program.options(cell.agentOptions());
        }
        ChildProcess run = program.javaHome(javaHome)
                .environment(Map.of(
                        "OTEL_TRACES_EXPORTER", OtlpOutput.LOG_EXPORTER,
                        "OTEL_METRICS_EXPORTER", "none",
                        "OTEL_LOGS_EXPORTER", "none"))
                .arguments(arguments)
                .start(log);
        assertThat(run.waitFor(LIMIT)).as(() -> read(log)).isZero();
        return read(log);
    }

    private static void copy(Path file, Path directory) {
        try {
            Files.createDirectories(directory);
            Files.copy(file, directory.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
