package io.kinesistrace.kcl;

import io.kinesistrace.consumer.KinesisConsumerTelemetry;
import io.kinesistrace.consumer.ShardTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import java.util.function.Consumer;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.kinesis.common.ConfigsBuilder;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.LeaseLostInput;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.processor.ShardRecordProcessor;
import software.amazon.kinesis.processor.ShardRecordProcessorFactory;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/** The application of the README. */
final class OrderService {
    private final KclTelemetry tracing;
    private final Consumer<KinesisClientRecord> orders;

    OrderService(OpenTelemetry openTelemetry, Consumer<KinesisClientRecord> orders) {
        this.tracing = KclTelemetry.create(KinesisConsumerTelemetry.create(openTelemetry));
        this.orders = orders;
    }

    static ConfigsBuilder configure(
            OpenTelemetry openTelemetry,
            KinesisAsyncClient kinesis,
            DynamoDbAsyncClient dynamoDb,
            CloudWatchAsyncClient cloudWatch,
            Consumer<KinesisClientRecord> orders) {
        ShardRecordProcessorFactory processors = new OrderService(openTelemetry, orders)::processor;
        KclTelemetry tracing = KclTelemetry.create(KinesisConsumerTelemetry.create(openTelemetry));
        ShardRecordProcessorFactory traced = tracing.trace(processors);
        ConfigsBuilder configs =
                new ConfigsBuilder("orders", "order-service", kinesis, dynamoDb, cloudWatch, "worker-1", traced);
        return configs;
    }

    private ShardRecordProcessor processor() {
        return new OrderProcessor();
    }

    private void handle(KinesisClientRecord record) {
        orders.accept(record);
    }

    private final class OrderProcessor implements ShardRecordProcessor {
        private ShardTelemetry<KinesisClientRecord> shard;

        @Override
        public void initialize(InitializationInput input) {
            shard = tracing.shard("orders", input.shardId());
        }

        @Override
        public void processRecords(ProcessRecordsInput input) {
            input.records().forEach(record -> shard.process(record, () -> handle(record)));
        }

        @Override
        public void leaseLost(LeaseLostInput input) {}

        @Override
        public void shardEnded(ShardEndedInput input) {}

        @Override
        public void shutdownRequested(ShutdownRequestedInput input) {}
    }
}
