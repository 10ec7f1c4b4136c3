package io.kinesistrace.internal.put;

import io.kinesistrace.Spans;
import io.kinesistrace.internal.report.RecordCounter;
import io.kinesistrace.internal.settings.Settings;
import io.kinesistrace.internal.settings.SettingsBuilder;
import io.kinesistrace.internal.settings.SettingsReader;
import io.kinesistrace.internal.wire.KeyHash;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Scope;
import java.util.function.Consumer;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;

/** Tracers with a test's options, which ignore system properties and environment variables. */
final class Tracers {
    private Tracers() {}

    static Settings settings(Consumer<SettingsBuilder> options) {
        SettingsBuilder builder = new SettingsBuilder();
        options.accept(builder);
        return builder.build(new SettingsReader(name -> null, name -> null));
    }

    static PutTracer tracer(Consumer<SettingsBuilder> options) {
        return tracer(settings(options));
    }

    static PutTracer tracer(Settings settings) {
        return new PutTracer(settings, new RecordCounter(null), KeyHash.md5());
    }

    static PutTracer tracerWithoutMd5(Consumer<SettingsBuilder> options) {
        return new PutTracer(settings(options), new RecordCounter(null), KeyHash.withAlgorithm("none"));
    }

    /** Modifies a request within a span. */
    static SdkRequest modify(PutTracer tracer, SdkRequest request, SpanContext span) {
        try (Scope scope = Spans.contextOf(span).makeCurrent()) {
            return tracer.modify(request, new ExecutionAttributes(), null);
        }
    }
}
