package io.kinesistrace.kcl;

import io.kinesistrace.consumer.KinesisConsumerTelemetry;
import io.kinesistrace.consumer.ShardTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import software.amazon.kinesis.common.ConfigsBuilder;
import software.amazon.kinesis.common.InitialPositionInStream;
import software.amazon.kinesis.common.InitialPositionInStreamExtended;
import software.amazon.kinesis.exceptions.InvalidStateException;
import software.amazon.kinesis.exceptions.ShutdownException;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.LeaseLostInput;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.processor.ShardRecordProcessor;
import software.amazon.kinesis.processor.SingleStreamTracker;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/** One worker of a fleet, in a process of its own, that records its actions. It runs until it is killed. */
final class FleetWorker {
    private final String stream;
    private final WorkerDiary diary;
    private final KclTelemetry tracing;

    private FleetWorker(String stream, WorkerDiary diary) {
        this.stream = stream;
        this.diary = diary;
        this.tracing = KclTelemetry.create(KinesisConsumerTelemetry.create(OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(diary))
                        .build())
                .build()));
    }

    /** Arguments: endpoints of Kinesis and DynamoDB, stream, application, worker, file for the diary. */
    public static void main(String[] args) throws Exception {
        String stream = args[2];
        FleetWorker worker = new FleetWorker(stream, new WorkerDiary(Path.of(args[5])));
        LocalClients clients = LocalClients.of(URI.create(args[0]), URI.create(args[1]));
        SingleStreamTracker fromTheStart = new SingleStreamTracker(
                stream, InitialPositionInStreamExtended.newInitialPosition(InitialPositionInStream.TRIM_HORIZON));
        ConfigsBuilder configs = new ConfigsBuilder(
                fromTheStart,
                args[3],
                clients.kinesis(),
                clients.dynamoDb(),
                clients.cloudWatch(),
                args[4],
                worker.tracing.trace(worker::processor));
        new KclWorker(configs, clients.kinesis()).run();
    }

    private ShardRecordProcessor processor() {
        return new Processor();
    }

    private final class Processor implements ShardRecordProcessor {
        private String shardId;
        private ShardTelemetry<KinesisClientRecord> shard;

        @Override
        public void initialize(InitializationInput input) {
            shardId = input.shardId();
            shard = tracing.shard(stream, shardId);
            diary.initialized(shardId);
        }

        @Override
        public void processRecords(ProcessRecordsInput input) {
            for (KinesisClientRecord record : input.records()) {
                shard.process(record, () -> handle(record));
            }
            try {
                input.checkpointer().checkpoint();
            } catch (InvalidStateException | ShutdownException leaseIsLost) {
                // The new owner starts at the last checkpoint.
            }
        }

        private void handle(KinesisClientRecord record) {
            String event = StandardCharsets.UTF_8.decode(record.data()).toString();
            diary.handled(shardId, event, Span.current().getSpanContext());
        }

        @Override
        public void leaseLost(LeaseLostInput input) {}

        @Override
        public void shardEnded(ShardEndedInput input) {}

        @Override
        public void shutdownRequested(ShutdownRequestedInput input) {}
    }
}
