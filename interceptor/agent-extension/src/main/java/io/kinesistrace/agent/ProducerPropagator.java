package io.kinesistrace.agent;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurablePropagatorProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Provides the parent of a Lambda function's span when the agent asks its propagators for it. It is the last propagator, so that a parent from
 * another one is kept. With {@code otel.propagators=none}, it is not added.
 */
public final class ProducerPropagator
        implements TextMapPropagator, ConfigurablePropagatorProvider, AutoConfigurationCustomizerProvider {
    private static final String NAME = "kinesis-trace";
    private static final String PROPAGATORS = "otel.propagators";
    private static final List<String> DEFAULT = Arrays.asList("tracecontext", "baggage");

    /** Called by the agent. */
    public ProducerPropagator() {}

    @Override
    public void customize(AutoConfigurationCustomizer customizer) {
        if (LambdaModule.isSupported()) {
            customizer.addPropertiesCustomizer(ProducerPropagator::append);
        }
    }

    private static Map<String, String> append(ConfigProperties config) {
        List<String> propagators = config.getList(PROPAGATORS, DEFAULT);
        if (propagators.contains("none") || propagators.contains(NAME)) {
            return Collections.emptyMap();
        }
        List<String> all = new ArrayList<>(propagators);
        all.add(NAME);
        return Collections.singletonMap(PROPAGATORS, String.join(",", all));
    }

    @Override
    public TextMapPropagator getPropagator(ConfigProperties config) {
        return this;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public Collection<String> fields() {
        return Collections.emptyList();
    }

    @Override
    public <C> void inject(Context context, C carrier, TextMapSetter<C> setter) {}

    @Override
    public <C> Context extract(Context context, C carrier, TextMapGetter<C> getter) {
        return ProducerParent.orParentOf(context);
    }
}
