package io.kinesistrace.playground;

import io.kinesistrace.playground.process.Downloads;
import java.util.List;

/** How the spans of the event producer are collected: by a version of the OpenTelemetry Java agent, or by its own SDK. */
record ProducerTracing(String version) {
    static final String NO_AGENT = "none";
    static final ProducerTracing DEFAULT = new ProducerTracing("2.33.1");

    /** @param version of the agent, or {@code none}; empty: the default */
    static ProducerTracing of(String version) {
        return version.isEmpty() ? DEFAULT : new ProducerTracing(version);
    }

    List<String> jvmOptions() {
        if (version.equals(NO_AGENT)) {
            return List.of("-Dotel.java.global-autoconfigure.enabled=true");
        }
        return List.of("-javaagent:" + Downloads.javaAgent(version).toAbsolutePath());
    }

    @Override
    public String toString() {
        return version.equals(NO_AGENT) ? "OpenTelemetry SDK, no agent" : "OpenTelemetry Java agent " + version;
    }
}
