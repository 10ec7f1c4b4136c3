package io.kinesistrace.kcl;

import org.jspecify.annotations.Nullable;
import software.amazon.kinesis.common.StreamIdentifier;
import software.amazon.kinesis.processor.ShardRecordProcessor;
import software.amazon.kinesis.processor.ShardRecordProcessorFactory;

/** Decorates the processors of another factory. */
final class TracingProcessorFactory implements ShardRecordProcessorFactory {
    /** The library itself always names the stream. */
    private static final String UNKNOWN = "unknown";

    private final KclTelemetry telemetry;
    private final ShardRecordProcessorFactory factory;

    TracingProcessorFactory(KclTelemetry telemetry, ShardRecordProcessorFactory factory) {
        this.telemetry = telemetry;
        this.factory = factory;
    }

    @Override
    public @Nullable ShardRecordProcessor shardRecordProcessor() {
        return trace(factory.shardRecordProcessor(), UNKNOWN);
    }

    @Override
    public @Nullable ShardRecordProcessor shardRecordProcessor(StreamIdentifier stream) {
        return trace(factory.shardRecordProcessor(stream), stream.streamName());
    }

    private @Nullable ShardRecordProcessor trace(@Nullable ShardRecordProcessor processor, String stream) {
        // If a factory returns null, the library reports it.
        return processor == null ? null : new TracingProcessor(processor, telemetry, stream);
    }
}
