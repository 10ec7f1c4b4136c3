package io.kinesistrace.playground.kinesis;

import io.kinesistrace.playground.process.ChildProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/** Gets the npm package {@code kinesis-local} in the version of our lock file, once a directory. */
final class KinesisLocalPackage {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String LOCK = "package-lock.json";
    private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");

    private final Path directory;
    private final String npm;

    KinesisLocalPackage(Path directory) {
        this(directory, WINDOWS ? "npm.cmd" : "npm");
    }

    KinesisLocalPackage(Path directory, String npm) {
        this.directory = directory;
        this.npm = npm;
    }

    /** The folder of the installed package. */
    synchronized Path install() {
        Path installed = directory.resolve("node_modules").resolve("kinesis-local");
        // npm writes this file last, so an install that was cut off is made again.
        if (!Files.exists(directory.resolve("node_modules").resolve(".package-lock.json"))) {
            copy("package.json");
            copy(LOCK);
            runNpm();
        }
        return installed;
    }

    private void copy(String file) {
        try (InputStream in = KinesisLocalPackage.class.getResourceAsStream("/kinesis-local/" + file)) {
            Files.createDirectories(directory);
            Files.copy(in, directory.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void runNpm() {
        ProcessBuilder command = new ProcessBuilder(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        command.directory(directory.toFile());
        Path log = directory.resolve("npm.log");
        int exitCode = startNode(command, log).waitFor(LIMIT);
        if (exitCode != 0) {
            throw new IllegalStateException("npm could not install kinesis-local (exit code " + exitCode
                    + "); what it said is in " + log.toAbsolutePath());
        }
    }

    /** @throws IllegalStateException that says what to install, if the program is not there */
    static ChildProcess startNode(ProcessBuilder command, Path log) {
        try {
            return ChildProcess.start(command, log);
        } catch (UncheckedIOException e) {
            throw new IllegalStateException(
                    "The local Kinesis needs Node.js 18 or newer with npm; '"
                            + command.command().get(0)
                            + "' could not be started. Install Node.js and see that it is on the PATH.",
                    e);
        }
    }
}
