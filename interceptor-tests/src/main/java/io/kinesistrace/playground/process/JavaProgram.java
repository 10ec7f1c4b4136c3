package io.kinesistrace.playground.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/** A program to run in a JVM of its own, by default in this JVM's version. It ends when this JVM does, even if that is killed. */
public final class JavaProgram {
    private final String main;
    private final String classPath;
    private final List<String> options = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private Path javaHome = Path.of(System.getProperty("java.home"));

    private JavaProgram(String main, String classPath) {
        this.main = main;
        this.classPath = classPath;
    }

    public static JavaProgram ofClass(String main, String classPath) {
        return new JavaProgram(main, classPath);
    }

    /** A program as run by {@code java -jar}. */
    public static JavaProgram ofJar(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return new JavaProgram(
                    file.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS), jar.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The class path of this JVM. */
    public static String classPath() {
        return System.getProperty("java.class.path");
    }

    /** A class path without one entry. */
    public static String without(Path entry, String classPath) {
        List<String> entries = Arrays.asList(classPath.split(File.pathSeparator));
        List<String> others =
                entries.stream().filter(other -> !Path.of(other).equals(entry)).toList();
        if (others.size() != entries.size() - 1) {
            throw new IllegalStateException("Not exactly once on the class path: " + entry);
        }
        return String.join(File.pathSeparator, others);
    }

    /** Adds options of the JVM. */
    public JavaProgram options(List<String> more) {
        options.addAll(more);
        return this;
    }

    public JavaProgram arguments(String... more) {
        arguments.addAll(List.of(more));
        return this;
    }

    public JavaProgram environment(Map<String, String> more) {
        environment.putAll(more);
        return this;
    }

    /** Uses another Java installation. */
    public JavaProgram javaHome(Path directory) {
        javaHome = directory;
        return this;
    }

    public ChildProcess start(Path log) {
        List<String> command = new ArrayList<>();
        command.add(javaHome.resolve("bin").resolve("java").toString());
        command.addAll(options);
        command.addAll(List.of("-classpath", withLifeline(classPath), Lifeline.class.getName(), main));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return ChildProcess.start(builder, log);
    }

    private static String withLifeline(String classPath) {
        String ours = classPathEntryOf(Lifeline.class).toString();
        return Arrays.asList(classPath.split(File.pathSeparator)).contains(ours)
                ? classPath
                : classPath + File.pathSeparator + ours;
    }

    /** The jar or folder from which a class came. */
    public static Path classPathEntryOf(Class<?> type) {
        try {
            // Via the URI, because the path of a URL contains %20 for a space.
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
