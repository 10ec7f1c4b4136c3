package io.kinesistrace.playground.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/** An npm project on the class path that is installed once per directory, in the versions of its lock file. */
public final class NpmProject {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");

    private final String name;
    private final Path directory;
    private final String npm;

    /** @param name the folder on the class path that holds {@code package.json} and {@code package-lock.json} */
    public NpmProject(String name, Path directory) {
        this(name, directory, WINDOWS ? "npm.cmd" : "npm");
    }

    /** @param npm the command to run */
    public NpmProject(String name, Path directory, String npm) {
        this.name = name;
        this.directory = directory;
        this.npm = npm;
    }

    /** The folder of the installed packages. */
    public synchronized Path install() {
        Path modules = directory.resolve("node_modules");
        // npm writes this file last, so an interrupted installation is repeated.
        if (!Files.exists(modules.resolve(".package-lock.json"))) {
            copy("package.json");
            copy("package-lock.json");
            runNpm();
        }
        return modules;
    }

    /** Copies a file of the project into the directory. */
    public Path copy(String file) {
        Path target = directory.resolve(file);
        try (InputStream in = NpmProject.class.getResourceAsStream('/' + name + '/' + file)) {
            Files.createDirectories(directory);
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void runNpm() {
        ProcessBuilder command = new ProcessBuilder(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        command.directory(directory.toFile());
        Path log = directory.resolve("npm.log");
        int exitCode = start(command, log).waitFor(LIMIT);
        if (exitCode != 0) {
            throw new IllegalStateException("npm could not install " + name + " (exit code " + exitCode
                    + "); what it said is in " + log.toAbsolutePath());
        }
    }

    /**
     * Starts a program of Node.js.
     *
     * @throws IllegalStateException if the program is missing; the message says what to install
     */
    public static ChildProcess start(ProcessBuilder command, Path log) {
        try {
            return ChildProcess.start(command, log);
        } catch (UncheckedIOException e) {
            throw new IllegalStateException(
                    "The playground needs Node.js 18 or newer with npm; '"
                            + command.command().get(0)
                            + "' could not be started. Install Node.js and see that it is on the PATH.",
                    e);
        }
    }
}
