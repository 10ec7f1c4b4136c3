package io.kinesistrace.classpath;

import io.kinesistrace.playground.ChildProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** An application in a JVM of its own, with a part of this class path. */
final class Application {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Class<?> main;
    private final List<String> jvmOptions = new ArrayList<>();
    private Predicate<String> onClassPath = jar -> true;

    /** How it ended and what it printed, logs included. */
    record Result(int exitCode, String output) {
        List<String> warnings() {
            return output.lines().filter(line -> line.contains(" WARN ")).toList();
        }

        List<String> linesWith(String text) {
            return output.lines().filter(line -> line.contains(text)).toList();
        }
    }

    private Application(Class<?> main) {
        this.main = main;
    }

    static Application of(Class<?> main) {
        return new Application(main);
    }

    Application jvmOption(String option) {
        jvmOptions.add(option);
        return this;
    }

    /** Leaves out the jars whose file names start so. */
    Application without(String... jarPrefixes) {
        onClassPath = onClassPath.and(jar -> Arrays.stream(jarPrefixes).noneMatch(jar::startsWith));
        return this;
    }

    /** Keeps no jar but those whose file names start so; the classes of the tests are always there. */
    Application onlyWith(String... jarPrefixes) {
        onClassPath = onClassPath.and(
                jar -> !jar.endsWith(".jar") || Arrays.stream(jarPrefixes).anyMatch(jar::startsWith));
        return this;
    }

    Result run(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-classpath", classPath(), main.getName()));
        command.addAll(Arrays.asList(arguments));
        try {
            Path directory = Files.createDirectories(Path.of("target", "applications"));
            Path log = Files.createTempFile(directory, main.getSimpleName() + '-', ".log");
            int exitCode = ChildProcess.start(new ProcessBuilder(command), log).waitFor(LIMIT);
            return new Result(exitCode, Files.readString(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> onClassPath.test(Path.of(entry).getFileName().toString()))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
