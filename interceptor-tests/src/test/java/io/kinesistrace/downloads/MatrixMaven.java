package io.kinesistrace.downloads;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesistrace.playground.process.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The Maven that runs the matrix. */
public final class MatrixMaven {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String HOME = System.getProperty("matrix.maven");

    private MatrixMaven() {}

    /** Whether these tests are those of the matrix. */
    static boolean isPresent() {
        return HOME != null;
    }

    /** Fails with Maven's output if Maven fails. */
    public static void run(Path directory, Path log, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(HOME, "bin", "mvn").toString(),
                "-q",
                "-B",
                "-Dmaven.repo.local=" + System.getProperty("matrix.repository")));
        command.addAll(arguments);
        ChildProcess maven = ChildProcess.start(new ProcessBuilder(command).directory(directory.toFile()), log);
        assertThat(maven.waitFor(LIMIT)).as(() -> read(log)).isZero();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
