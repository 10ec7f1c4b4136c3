package io.kinesistrace.agent;

import io.kinesistrace.playground.process.Downloads;
import java.nio.file.Path;
import java.util.List;

/** The Java agent with our extension, as an operator adds both to an application. */
public final class Agents {
    public static final String NEWEST = "2.33.1";
    public static final String OLDEST = "1.30.0";

    private Agents() {}

    /** Options for the JVM. */
    public static List<String> withExtension(String agent) {
        return withExtension(agent, Downloads.agentExtension());
    }

    static List<String> withExtension(String agent, Path extension) {
        return List.of(
                // Less time to start, as most of these applications do little else.
                "-XX:TieredStopAtLevel=1",
                "-javaagent:" + Downloads.javaAgent(agent).toAbsolutePath(),
                "-Dotel.javaagent.extensions=" + extension.toAbsolutePath());
    }
}
