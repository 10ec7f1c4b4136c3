package io.kinesistrace.playground.process;

import java.nio.file.Files;
import java.nio.file.Path;

/** Programs that the build fetched to be started. */
public final class Downloads {
    private static final Path DIRECTORY = Path.of("target", "downloads");

    private Downloads() {}

    /** @throws IllegalStateException if it is not there */
    public static Path file(String name) {
        Path file = DIRECTORY.resolve(name);
        if (!Files.exists(file)) {
            throw new IllegalStateException(file.toAbsolutePath()
                    + " is missing. The Maven build downloads it; run it once, with the network up.");
        }
        return file;
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
