package io.kinesistrace.matrix;

import io.kinesistrace.downloads.AgentJars;
import io.kinesistrace.playground.process.Downloads;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One combination of versions.
 *
 * @param layout how the application is built
 * @param sdk version of the AWS SDK
 * @param api version of the OpenTelemetry API
 * @param agent version of the OpenTelemetry Java agent, or {@code none}
 * @param java feature version of the JVM
 */
record Cell(Layout layout, String sdk, String api, String agent, int java) {
    static final String NO_AGENT = "none";

    private static final String AWS = "AWS ";
    private static final String INDY = " indy";

    private static final List<String> SDKS = List.of("2.17.295", "2.20.162", "2.29.0", "2.41.21", "2.52.0");
    private static final List<String> APIS = List.of("1.0.1", "1.30.1", "1.67.0");
    private static final List<String> AGENTS = List.of(NO_AGENT, "1.30.0", "1.33.6", "2.10.0", "2.20.1", "2.33.1");

    /** The agents under which our extension runs, including a distribution by another vendor. */
    private static final List<String> AGENTS_OF_EXTENSION =
            List.of("1.30.0", "1.33.6", "2.10.0", "2.26.1", "2.33.1", AWS + "1.32.0");

    private static final List<Integer> JAVAS = List.of(17, 25);

    /** Each version with the newest of the others, the oldest versions together, and every layout. */
    static List<Cell> all() {
        String newestSdk = last(SDKS);
        String newestApi = last(APIS);
        List<Cell> cells = new ArrayList<>();
        for (int java : JAVAS) {
            SDKS.forEach(sdk -> cells.add(new Cell(Layout.PUT, sdk, newestApi, last(AGENTS), java)));
            APIS.forEach(api -> cells.add(new Cell(Layout.PUT, newestSdk, api, NO_AGENT, java)));
            AGENTS.stream()
                    .filter(agent -> !agent.equals(last(AGENTS)) && !agent.equals(NO_AGENT))
                    .forEach(agent -> cells.add(new Cell(Layout.PUT, newestSdk, newestApi, agent, java)));
            cells.add(new Cell(Layout.PUT, SDKS.get(0), APIS.get(0), NO_AGENT, java));
            cells.add(new Cell(Layout.PUT, SDKS.get(0), APIS.get(0), AGENTS.get(1), java));
            cells.add(new Cell(Layout.SHADED, newestSdk, newestApi, NO_AGENT, java));
            cells.add(new Cell(Layout.BOOT, newestSdk, newestApi, NO_AGENT, java));
            cells.add(new Cell(Layout.OTEL_SDK_LAST, newestSdk, newestApi, NO_AGENT, java));
            cells.add(new Cell(Layout.OTEL_SDK_FIRST, newestSdk, newestApi, NO_AGENT, java));
            cells.addAll(ofExtension(java));
        }
        return cells;
    }

    private static List<Cell> ofExtension(int java) {
        List<Cell> cells = new ArrayList<>();
        for (String agent : AGENTS_OF_EXTENSION) {
            cells.add(new Cell(Layout.EXTENSION, last(SDKS), last(APIS), agent, java));
            if (!agent.equals("1.30.0")) {
                cells.add(new Cell(Layout.EXTENSION, last(SDKS), last(APIS), agent + INDY, java));
            }
        }
        cells.add(new Cell(Layout.EXTENSION, SDKS.get(0), last(APIS), last(AGENTS), java));
        // In a Java version that it does not know, an agent instruments nothing.
        cells.removeIf(cell -> !cell.agentKnowsThisJava());
        return cells;
    }

    boolean hasExtension() {
        return layout == Layout.EXTENSION || layout == Layout.KCL_EXTENSION;
    }

    /** Options that attach the agent. */
    List<String> agentOptions() {
        String version = agent.replace(INDY, "");
        Path jar = version.startsWith(AWS)
                ? AgentJars.jar(
                        "software.amazon.opentelemetry", "aws-opentelemetry-agent", version.substring(AWS.length()))
                : AgentJars.jar(version);
        List<String> options = new ArrayList<>(List.of("-javaagent:" + jar.toAbsolutePath()));
        if (hasExtension()) {
            options.add(
                    "-Dotel.javaagent.extensions=" + Downloads.agentExtension().toAbsolutePath());
        }
        if (agent.endsWith(INDY)) {
            options.add("-Dotel.javaagent.experimental.indy=true");
        }
        return options;
    }

    boolean hasAgent() {
        return !agent.equals(NO_AGENT);
    }

    /** Agents know Java byte code up to some version; in a newer JVM they instrument nothing. */
    boolean agentKnowsThisJava() {
        return java == 17 || List.of("2.20.1", "2.26.1", "2.33.1").contains(agent.replace(INDY, ""));
    }

    private static String last(List<String> versions) {
        return versions.get(versions.size() - 1);
    }

    @Override
    public String toString() {
        return layout + ", SDK " + sdk + ", API " + api + ", agent " + agent + ", Java " + java;
    }
}
