package io.kinesistrace.agent;

import io.kinesistrace.downloads.AgentJars;
import io.kinesistrace.playground.process.Downloads;
import java.nio.file.Path;
import java.util.List;

/** Adds the Java agent with our extension to an application, as an operator would. */
public final class Agents {
    public static final String NEWEST = "2.33.1";
    public static final String OLDEST = "1.30.0";

    private Agents() {}

    /** JVM options. */
    public static List<String> withExtension(String agent) {
        return withExtension(agent, Downloads.agentExtension());
    }

    static List<String> withExtension(String agent, Path extension) {
        return List.of(
                // Faster to start, which takes most of the time of these applications.
                "-XX:TieredStopAtLevel=1",
                "-javaagent:" + AgentJars.jar(agent).toAbsolutePath(),
                "-Dotel.javaagent.extensions=" + extension.toAbsolutePath());
    }
}
