package io.kinesistrace.agent.kcl;

import io.kinesistrace.consumer.KinesisConsumerTelemetry;
import io.kinesistrace.kcl.KclTelemetry;
import io.opentelemetry.api.GlobalOpenTelemetry;
import software.amazon.kinesis.processor.ShardRecordProcessorFactory;

/** Wraps the application's factory of record processors where the library uses it. */
public final class TracedFactories {
    /** Joined at run time: the build would relocate a single literal together with our own classes. */
    private static final String TRACED_BY_THE_APPLICATION =
            String.join(".", "io", "kinesistrace", "kcl", "TracingProcessorFactory");

    private static final KclTelemetry TELEMETRY =
            KclTelemetry.create(KinesisConsumerTelemetry.create(GlobalOpenTelemetry.get()));

    private TracedFactories() {}

    /**
     * Called when a worker takes over a shard.
     *
     * @param factory the application's
     * @return the same instance if the application traces it itself
     */
    public static ShardRecordProcessorFactory trace(ShardRecordProcessorFactory factory) {
        return factory == null || isTracedByTheApplication(factory) ? factory : TELEMETRY.trace(factory);
    }

    /** The application's copy of this library can be in a child of the KCL's class loader, where the agent does not see it. */
    private static boolean isTracedByTheApplication(ShardRecordProcessorFactory factory) {
        return factory.getClass().getName().equals(TRACED_BY_THE_APPLICATION);
    }
}
