package io.kinesistrace.kcl;

import io.kinesistrace.consumer.ShardTelemetry;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.LeaseLostInput;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.processor.ShardRecordProcessor;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/** Decorates a processor with a span per batch. Called by one thread at a time, not always the same one. */
final class TracingProcessor implements ShardRecordProcessor {
    private final ShardRecordProcessor processor;
    private final KclTelemetry telemetry;
    private final String stream;
    private volatile ShardTelemetry<KinesisClientRecord> shard;

    TracingProcessor(ShardRecordProcessor processor, KclTelemetry telemetry, String stream) {
        this.processor = processor;
        this.telemetry = telemetry;
        this.stream = stream;
        this.shard = telemetry.shard(stream, null);
    }

    @Override
    public void initialize(InitializationInput input) {
        shard = telemetry.shard(stream, input.shardId());
        processor.initialize(input);
    }

    @Override
    public void processRecords(ProcessRecordsInput input) {
        if (input.records() == null || input.records().isEmpty()) {
            // The library can be configured to call without records, many times a second; unit tests may pass null.
            processor.processRecords(input);
        } else {
            shard.processBatch(input.records(), () -> processor.processRecords(input));
        }
    }

    @Override
    public void leaseLost(LeaseLostInput input) {
        processor.leaseLost(input);
    }

    @Override
    public void shardEnded(ShardEndedInput input) {
        processor.shardEnded(input);
    }

    @Override
    public void shutdownRequested(ShutdownRequestedInput input) {
        processor.shutdownRequested(input);
    }
}
