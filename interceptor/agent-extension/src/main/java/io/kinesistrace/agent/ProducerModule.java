package io.kinesistrace.agent;

import static io.opentelemetry.javaagent.extension.matcher.AgentElementMatchers.hasClassesNamed;

import io.opentelemetry.javaagent.extension.instrumentation.HelperResourceBuilder;
import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.matcher.ElementMatcher;

/**
 * Registers our interceptor with every Kinesis client of the application. Switched off by
 * {@code otel.instrumentation.kinesis-trace.enabled=false}.
 */
public final class ProducerModule extends InstrumentationModule {
    /**
     * The file of the Kinesis module, not the global one: clients of other services never see us, and these interceptors run after all global
     * ones, among which is the agent's, which creates the span.
     */
    private static final String INTERCEPTORS_OF_THE_SDK =
            "software/amazon/awssdk/services/kinesis/execution.interceptors";

    private static final String INTERCEPTORS = "kinesis-trace/execution.interceptors";

    private final HelperClasses helpers = HelperClasses.of("producer");

    /** Called by the agent. */
    public ProducerModule() {
        super("kinesis-trace");
    }

    /** Not an override in every agent: the helpers are injected beside the AWS SDK, which has to find them by name. */
    public boolean isIndyModule() {
        return false;
    }

    @Override
    public ElementMatcher.Junction<ClassLoader> classLoaderMatcher() {
        return helpers.areKnown()
                .and(hasClassesNamed("software.amazon.awssdk.services.kinesis.KinesisClient"))
                .and(ApplicationJar.isAbsent());
    }

    @Override
    public void registerHelperResources(HelperResourceBuilder resources) {
        resources.register(INTERCEPTORS_OF_THE_SDK, INTERCEPTORS);
    }

    @Override
    public List<String> getAdditionalHelperClassNames() {
        return helpers.names();
    }

    /** Changes nothing; the agent injects classes and resources when the first matching type is loaded, and each client has this one. */
    @Override
    public List<TypeInstrumentation> typeInstrumentations() {
        return Collections.singletonList(
                Instrumented.type("software.amazon.awssdk.core.SdkClient").unchanged());
    }
}
