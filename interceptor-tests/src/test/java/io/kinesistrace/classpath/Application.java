package io.kinesistrace.classpath;

import io.kinesistrace.playground.process.JavaProgram;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An application in a JVM of its own, with part of this class path. */
public final class Application {
    private final Class<?> main;
    private final List<String> jvmOptions = new ArrayList<>();
    private final List<String> moreJars = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private String classPath = JavaProgram.classPath();
    private Predicate<String> onClassPath = jar -> true;
    private Predicate<String> onModulePath = jar -> false;
    private final List<String> launcherArguments = new ArrayList<>();
    private Class<?> launcher;
    private Duration limit = Duration.ofMinutes(2);

    /** The exit code and the output, including logs. */
    public record Result(int exitCode, String output) {
        public List<String> warnings() {
            return output.lines().filter(line -> line.contains(" WARN ")).toList();
        }

        public List<String> linesWith(String text) {
            return output.lines().filter(line -> line.contains(text)).toList();
        }
    }

    private Application(Class<?> main) {
        this.main = main;
    }

    public static Application of(Class<?> main) {
        return new Application(main);
    }

    public Application jvmOption(String option) {
        jvmOptions.add(option);
        return this;
    }

    /** Leaves out the jars whose file names have these prefixes. */
    public Application without(String... jarPrefixes) {
        onClassPath = onClassPath.and(jar -> Arrays.stream(jarPrefixes).noneMatch(jar::startsWith));
        return this;
    }

    /** Leaves out the jar of a class; fails if there is none. */
    public Application withoutJarOf(Class<?> type) {
        classPath = JavaProgram.without(JavaProgram.classPathEntryOf(type), classPath);
        return this;
    }

    /** Keeps only the jars whose file names have these prefixes, and the test classes. */
    public Application onlyWith(String... jarPrefixes) {
        onClassPath = onClassPath.and(
                jar -> !jar.endsWith(".jar") || Arrays.stream(jarPrefixes).anyMatch(jar::startsWith));
        return this;
    }

    /** Adds a jar that is not on this class path. */
    public Application with(Path jar) {
        moreJars.add(jar.toString());
        return this;
    }

    /** Puts the jars whose paths contain one of these on the module path; the application itself stays on the class path. */
    public Application onModulePath(String... pathParts) {
        onModulePath = jar -> jar.endsWith(".jar")
                && Arrays.stream(pathParts).anyMatch(jar.replace(File.separatorChar, '/')::contains);
        return this;
    }

    /** Sets variables that are not set yet. */
    public Application defaultEnvironment(Map<String, String> variables) {
        variables.forEach(environment::putIfAbsent);
        return this;
    }

    public Application environment(Map<String, String> variables) {
        environment.putAll(variables);
        return this;
    }

    /** Starts the application by a launcher class, whose arguments are these, the application's name and its arguments. */
    public Application startedBy(Class<?> launcher, String... launcherArguments) {
        this.launcher = launcher;
        Collections.addAll(this.launcherArguments, launcherArguments);
        return this;
    }

    /** Limits the run time. */
    public Application limit(Duration limit) {
        this.limit = limit;
        return this;
    }

    public Result run(String... arguments) {
        try {
            Path directory = Files.createDirectories(Path.of("target", "applications"));
            Path log = Files.createTempFile(directory, main.getSimpleName() + '-', ".log");
            String modulePath = path(onModulePath);
            if (!modulePath.isEmpty()) {
                jvmOptions.add("--module-path=" + modulePath);
                jvmOptions.add("--add-modules=ALL-MODULE-PATH");
            }
            int exitCode = JavaProgram.ofClass(
                            (launcher == null ? main : launcher).getName(), path(onModulePath.negate()))
                    .options(jvmOptions)
                    .environment(environment)
                    .arguments(launcher == null ? arguments : argumentsOfLauncher(arguments))
                    .start(log)
                    .waitFor(limit);
            return new Result(exitCode, Files.readString(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String[] argumentsOfLauncher(String... arguments) {
        List<String> all = new ArrayList<>(launcherArguments);
        all.add(main.getName());
        Collections.addAll(all, arguments);
        return all.toArray(String[]::new);
    }

    private String path(Predicate<String> wanted) {
        return Stream.concat(Arrays.stream(classPath.split(File.pathSeparator)), moreJars.stream())
                .filter(entry -> onClassPath.test(Path.of(entry).getFileName().toString()))
                .filter(wanted)
                .collect(Collectors.joining(File.pathSeparator));
    }
}
