package io.kinesistrace.agent;

import io.opentelemetry.instrumentation.api.incubator.instrumenter.InstrumenterCustomizer;
import io.opentelemetry.instrumentation.api.incubator.instrumenter.InstrumenterCustomizerProvider;
import io.opentelemetry.instrumentation.api.instrumenter.ContextCustomizer;

/**
 * Sets the parent of a Lambda function's span in agents that support customizers, even if their propagators come from a configuration file.
 * Older agents ignore this class.
 */
public final class LambdaCustomizer implements InstrumenterCustomizerProvider {
    private static final String LAMBDA = "io.opentelemetry.aws-lambda";

    /** Called by the agent. */
    public LambdaCustomizer() {}

    @Override
    public void customize(InstrumenterCustomizer customizer) {
        if (customizer.getInstrumentationName().startsWith(LAMBDA)) {
            ContextCustomizer<Object> producer = (parent, request, attributes) -> ProducerParent.orParentOf(parent);
            customizer.addContextCustomizer(producer);
        }
    }
}
