package io.kinesistrace.kcl;

import io.opentelemetry.api.trace.Span;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import software.amazon.kinesis.common.ConfigsBuilder;
import software.amazon.kinesis.common.InitialPositionInStream;
import software.amazon.kinesis.common.InitialPositionInStreamExtended;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.LeaseLostInput;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.processor.ShardRecordProcessor;
import software.amazon.kinesis.processor.SingleStreamTracker;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/**
 * A worker without this library: prints each record with the current span, until it is stopped. Arguments: endpoints of Kinesis and DynamoDB,
 * stream.
 */
final class PlainWorker implements ShardRecordProcessor {
    static final String HANDLED = "handled ";

    private PlainWorker() {}

    public static void main(String[] args) {
        LocalClients clients = LocalClients.of(URI.create(args[0]), URI.create(args[1]));
        SingleStreamTracker fromTheStart = new SingleStreamTracker(
                args[2], InitialPositionInStreamExtended.newInitialPosition(InitialPositionInStream.TRIM_HORIZON));
        ConfigsBuilder configs = new ConfigsBuilder(
                fromTheStart,
                "plain-worker",
                clients.kinesis(),
                clients.dynamoDb(),
                clients.cloudWatch(),
                "worker",
                PlainWorker::new);
        new KclWorker(configs, clients.kinesis()).run();
    }

    @Override
    public void initialize(InitializationInput input) {}

    @Override
    public void processRecords(ProcessRecordsInput input) {
        input.records().forEach(PlainWorker::handle);
    }

    private static void handle(KinesisClientRecord record) {
        String data = StandardCharsets.UTF_8.decode(record.data()).toString();
        System.out.println(
                HANDLED + data + ' ' + Span.current().getSpanContext().getSpanId());
    }

    @Override
    public void leaseLost(LeaseLostInput input) {}

    @Override
    public void shardEnded(ShardEndedInput input) {}

    @Override
    public void shutdownRequested(ShutdownRequestedInput input) {}
}
