package io.kinesistrace.agent;

import static io.opentelemetry.javaagent.extension.matcher.AgentElementMatchers.hasClassesNamed;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;

import io.kinesistrace.agent.kcl.TracedFactories;
import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.matcher.ElementMatcher;
import software.amazon.kinesis.processor.ShardRecordProcessorFactory;

/**
 * Traces the record processors of the Kinesis Client Library, 2.6 or newer. Switched off by
 * {@code otel.instrumentation.kinesis-trace-kcl.enabled=false}.
 */
public final class KclModule extends InstrumentationModule {
    private static final String SCHEDULER = "software.amazon.kinesis.coordinator.Scheduler";
    private static final String FACTORY = "software.amazon.kinesis.processor.ShardRecordProcessorFactory";

    private final HelperClasses helpers = HelperClasses.of("kcl");

    /** Called by the agent. */
    public KclModule() {
        super("kinesis-trace-kcl");
    }

    /** See {@link ProducerModule#isIndyModule()}. */
    public boolean isIndyModule() {
        return false;
    }

    @Override
    public ElementMatcher.Junction<ClassLoader> classLoaderMatcher() {
        return helpers.areKnown()
                // The second class is missing in versions that we cannot trace.
                .and(hasClassesNamed(SCHEDULER, "software.amazon.kinesis.common.StreamIdentifier"))
                .and(ApplicationJar.isAbsent());
    }

    @Override
    public List<String> getAdditionalHelperClassNames() {
        return helpers.names();
    }

    @Override
    public List<TypeInstrumentation> typeInstrumentations() {
        return Collections.singletonList(Instrumented.type(SCHEDULER)
                .by(transformer -> transformer.applyAdviceToMethod(
                        named("buildConsumer").and(takesArgument(1, named(FACTORY))),
                        BuildConsumerAdvice.class.getName())));
    }

    /** Inlined into {@code Scheduler}: called once for each shard that a worker takes over. */
    @SuppressWarnings("unused")
    static final class BuildConsumerAdvice {
        private BuildConsumerAdvice() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        public static void wrap(@Advice.Argument(value = 1, readOnly = false) ShardRecordProcessorFactory factory) {
            factory = TracedFactories.trace(factory);
        }
    }
}
