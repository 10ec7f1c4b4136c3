package io.kinesistrace.playground.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Programs that the build has downloaded. */
public final class Downloads {
    /** In this module, or in its parent, which downloads for both. */
    private static final List<Path> DIRECTORIES =
            List.of(Path.of("target", "downloads"), Path.of("..", "target", "downloads"));

    private Downloads() {}

    /** @throws IllegalStateException if the file is missing */
    public static Path file(String name) {
        return DIRECTORIES.stream()
                .map(directory -> directory.resolve(name))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        DIRECTORIES.get(0).resolve(name).toAbsolutePath()
                                + " is missing. The Maven build downloads it; run it once, with the network up."));
    }

    /** The OpenTelemetry Java agent in the given version. */
    public static Path javaAgent(String version) {
        return file("opentelemetry-javaagent-" + version + ".jar");
    }

    /** Our agent extension, as published. */
    public static Path agentExtension() {
        return file("kinesis-trace-agent-extension.jar");
    }
}
