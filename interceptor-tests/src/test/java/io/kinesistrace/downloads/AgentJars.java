package io.kinesistrace.downloads;

import io.kinesistrace.playground.process.Downloads;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The Java agents: the build downloads those that its tests run, and the matrix the others when it needs them. */
public final class AgentJars {
    private static final Path DIRECTORY = Path.of("target", "downloads");

    private AgentJars() {}

    public static Path jar(String version) {
        return jar("io.opentelemetry.javaagent", "opentelemetry-javaagent", version);
    }

    public static Path jar(String groupId, String artifactId, String version) {
        String name = artifactId + '-' + version + ".jar";
        if (MatrixMaven.isPresent() && !Files.exists(DIRECTORY.resolve(name))) {
            MatrixMaven.run(
                    Path.of("").toAbsolutePath(),
                    DIRECTORY.resolve(name + ".log"),
                    List.of(
                            "dependency:copy",
                            "-Dartifact=" + groupId + ':' + artifactId + ':' + version,
                            "-DoutputDirectory=" + DIRECTORY.toAbsolutePath()));
        }
        return Downloads.file(name);
    }
}
