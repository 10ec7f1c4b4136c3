package io.kinesistrace.agent.kcl;

import io.kinesistrace.consumer.KinesisConsumerTelemetry;
import io.kinesistrace.kcl.KclTelemetry;
import io.opentelemetry.api.GlobalOpenTelemetry;
import software.amazon.kinesis.processor.ShardRecordProcessorFactory;

/** Wraps the application's factory of record processors where the library uses it. */
public final class TracedFactories {
    /** Put together at run time: in one piece, the build would relocate it with our own classes. */
    private static final String TRACED_BY_THE_APPLICATION =
            String.join(".", "io", "kinesistrace", "kcl", "TracingProcessorFactory");

    private static final KclTelemetry TELEMETRY =
            KclTelemetry.create(KinesisConsumerTelemetry.create(GlobalOpenTelemetry.get()));

    private TracedFactories() {}

    /**
     * Called when a worker takes up a shard.
     *
     * @param factory the application's
     * @return the same instance if the application has traced it by itself
     */
    public static ShardRecordProcessorFactory trace(ShardRecordProcessorFactory factory) {
        return factory == null || isTracedByTheApplication(factory) ? factory : TELEMETRY.trace(factory);
    }

    /** The application's library can be in a child of the class loader of the KCL, where the agent does not see it. */
    private static boolean isTracedByTheApplication(ShardRecordProcessorFactory factory) {
        return factory.getClass().getName().equals(TRACED_BY_THE_APPLICATION);
    }
}
