package io.kinesistrace.agent;

import io.kinesistrace.KinesisTraceInterceptor;
import io.kinesistrace.playground.event.EventAttributes;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.instrumentation.awssdk.v2_2.AwsSdkTelemetry;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;

/** Puts one record in every {@link PutMode}. Arguments: endpoint, stream, and the interceptors to register on the clients' builders. */
public final class PuttingApplication {
    static final String LIBRARY = "library";
    static final String OURS = "ours";
    static final String OURS_EXCLUDING = "ours, with the stream excluded";

    /** With this argument, it fails if it finds a class of the published jar. */
    static final String NOTHING_OF_OURS = "nothing of ours on the class path";

    private final String stream;
    private final RecordPutter putter;

    private PuttingApplication(String stream, RecordPutter putter) {
        this.stream = stream;
        this.putter = putter;
    }

    public static void main(String[] args) {
        URI endpoint = URI.create(args[0]);
        ClientOverrideConfiguration.Builder overrides = ClientOverrideConfiguration.builder();
        List<String> onBuilder = List.of(args).subList(2, args.length);
        if (onBuilder.contains(LIBRARY)) {
            overrides.addExecutionInterceptor(
                    AwsSdkTelemetry.create(GlobalOpenTelemetry.get()).newExecutionInterceptor());
        }
        if (onBuilder.contains(OURS)) {
            overrides.addExecutionInterceptor(KinesisTraceInterceptor.create());
        }
        if (onBuilder.contains(OURS_EXCLUDING)) {
            overrides.addExecutionInterceptor(
                    KinesisTraceInterceptor.builder().excludeStreams(args[1]).build());
        }
        if (onBuilder.contains(NOTHING_OF_OURS) && hasOurs()) {
            throw new IllegalStateException("The class path has classes of ours");
        }
        try (RecordPutter putter = new RecordPutter(endpoint, args[1], overrides.build())) {
            PuttingApplication application = new PuttingApplication(args[1], putter);
            for (PutMode mode : PutMode.values()) {
                application.put(mode);
            }
        }
    }

    static boolean hasOurs() {
        try {
            Class.forName("io.kinesistrace.KinesisTraceInterceptor");
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private void put(PutMode mode) {
        if (!mode.isInSpan()) {
            putter.put(mode);
            return;
        }
        Span span = GlobalOpenTelemetry.getTracer("application")
                .spanBuilder(nameOfSpan(mode))
                .setAttribute(EventAttributes.STREAM, stream)
                .startSpan();
        try (Scope scope = span.makeCurrent()) {
            putter.put(mode);
        } finally {
            span.end();
        }
    }

    static String nameOfSpan(PutMode mode) {
        return "application " + mode.name().toLowerCase(Locale.ROOT);
    }
}
