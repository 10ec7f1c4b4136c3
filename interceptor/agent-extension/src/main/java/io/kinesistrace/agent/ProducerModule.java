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
     * The file of the Kinesis module, not the global one: clients of other services never load us, and these interceptors run after all global
     * ones, including the agent's, which creates the span.
     */
    private static final String INTERCEPTORS_OF_THE_SDK =
            "software/amazon/awssdk/services/kinesis/execution.interceptors";

    private static final String INTERCEPTORS = "kinesis-trace/execution.interceptors";

    private final HelperClasses helpers = HelperClasses.of("producer");

    /** Called by the agent. */
    public ProducerModule() {
        super("kinesis-trace");
    }

    /**
     * The helpers are injected into the AWS SDK's class loader, where the SDK must find them by name. Not marked as an override, because some
     * agents lack this method.
     */
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

    /** Changes no code. The agent injects classes and resources when the first matching type is loaded, and every client has this one. */
    @Override
    public List<TypeInstrumentation> typeInstrumentations() {
        return Collections.singletonList(
                Instrumented.type("software.amazon.awssdk.core.SdkClient").unchanged());
    }
}
