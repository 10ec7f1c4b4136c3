package io.kinesistrace.agent;

import java.net.URI;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;

/** Puts one record in every {@link PutMode}, without any class of OpenTelemetry: only an agent can trace it. Arguments: endpoint, stream. */
public final class PlainPuttingApplication {
    private static final String OF_THE_API = "io.opentelemetry.api.trace.Span";

    private PlainPuttingApplication() {}

    public static void main(String[] args) {
        requireNoApi();
        try (RecordPutter putter = new RecordPutter(
                URI.create(args[0]),
                args[1],
                ClientOverrideConfiguration.builder().build())) {
            for (PutMode mode : PutMode.values()) {
                if (mode.isInSpan()) {
                    inSpan(putter, mode);
                } else {
                    putter.put(mode);
                }
            }
        }
    }

    /** The agent is configured to create a span for this method. */
    static void inSpan(RecordPutter putter, PutMode mode) {
        putter.put(mode);
    }

    private static void requireNoApi() {
        try {
            Class.forName(OF_THE_API);
        } catch (ClassNotFoundException e) {
            return;
        }
        throw new IllegalStateException("The OpenTelemetry API is on the class path");
    }
}
