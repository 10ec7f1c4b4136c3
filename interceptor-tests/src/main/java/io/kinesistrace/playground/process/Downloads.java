package io.kinesistrace.playground.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Programs that the build fetched to be started. */
public final class Downloads {
    /** Of this module, or of the one above it, which fetches for both. */
    private static final List<Path> DIRECTORIES =
            List.of(Path.of("target", "downloads"), Path.of("..", "target", "downloads"));

    private Downloads() {}

    /** @throws IllegalStateException if it is not there */
    public static Path file(String name) {
        return DIRECTORIES.stream()
                .map(directory -> directory.resolve(name))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        DIRECTORIES.get(0).resolve(name).toAbsolutePath()
                                + " is missing. The Maven build downloads it; run it once, with the network up."));
    }

    /** The OpenTelemetry Java agent of a version. */
    public static Path javaAgent(String version) {
        return file("opentelemetry-javaagent-" + version + ".jar");
    }

    /** Our extension of that agent, as it is published. */
    public static Path agentExtension() {
        return file("kinesis-trace-agent-extension.jar");
    }
}
