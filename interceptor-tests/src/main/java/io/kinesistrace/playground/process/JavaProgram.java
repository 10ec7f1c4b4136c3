package io.kinesistrace.playground.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A program to run in a JVM of its own, of the version of this one. */
public final class JavaProgram {
    private final List<String> program;
    private final List<String> options = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();

    private JavaProgram(List<String> program) {
        this.program = program;
    }

    public static JavaProgram ofClass(String main, String classPath) {
        return new JavaProgram(List.of("-classpath", classPath, main));
    }

    public static JavaProgram ofJar(Path jar) {
        return new JavaProgram(List.of("-jar", jar.toString()));
    }

    /** The class path of this program. */
    public static String classPath() {
        return System.getProperty("java.class.path");
    }

    /** For the JVM. */
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

    public ChildProcess start(Path log) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(program);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return ChildProcess.start(builder, log);
    }
}
