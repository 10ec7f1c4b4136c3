package io.kinesistrace.examples.kcl;

import io.kinesistrace.consumer.KinesisConsumerTelemetry;
import io.kinesistrace.consumer.ShardTelemetry;
import io.kinesistrace.kcl.KclTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import java.util.function.Consumer;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.kinesis.common.ConfigsBuilder;
import software.amazon.kinesis.exceptions.InvalidStateException;
import software.amazon.kinesis.exceptions.ShutdownException;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.LeaseLostInput;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.processor.RecordProcessorCheckpointer;
import software.amazon.kinesis.processor.ShardRecordProcessor;
import software.amazon.kinesis.processor.ShardRecordProcessorFactory;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/**
 * Handles orders with the Kinesis Client Library, each in the trace of its producer. The factory is traced as well, so that each batch has a
 * span with links to the producers.
 */
public final class OrderService {
    private OrderService() {}

    /**
     * Returns the configuration for the library's {@code Scheduler}.
     *
     * @param orders handles an order
     */
    public static ConfigsBuilder configure(
            OpenTelemetry openTelemetry,
            KinesisAsyncClient kinesis,
            DynamoDbAsyncClient dynamoDb,
            CloudWatchAsyncClient cloudWatch,
            Consumer<KinesisClientRecord> orders) {
        KclTelemetry tracing = KclTelemetry.create(KinesisConsumerTelemetry.create(openTelemetry));
        ShardRecordProcessorFactory processors = () -> new OrderProcessor(tracing, orders);
        ShardRecordProcessorFactory traced = tracing.trace(processors);
        ConfigsBuilder configs =
                new ConfigsBuilder("orders", "order-service", kinesis, dynamoDb, cloudWatch, "worker-1", traced);
        return configs;
    }

    private static final class OrderProcessor implements ShardRecordProcessor {
        private final KclTelemetry tracing;
        private final Consumer<KinesisClientRecord> orders;
        private ShardTelemetry<KinesisClientRecord> shard;

        OrderProcessor(KclTelemetry tracing, Consumer<KinesisClientRecord> orders) {
            this.tracing = tracing;
            this.orders = orders;
        }

        @Override
        public void initialize(InitializationInput input) {
            shard = tracing.shard("orders", input.shardId());
        }

        @Override
        public void processRecords(ProcessRecordsInput input) {
            input.records().forEach(record -> shard.process(record, () -> handle(record)));
        }

        private void handle(KinesisClientRecord record) {
            orders.accept(record);
        }

        @Override
        public void leaseLost(LeaseLostInput input) {}

        @Override
        public void shardEnded(ShardEndedInput input) {
            checkpoint(input.checkpointer());
        }

        @Override
        public void shutdownRequested(ShutdownRequestedInput input) {
            checkpoint(input.checkpointer());
        }

        private static void checkpoint(RecordProcessorCheckpointer checkpointer) {
            try {
                checkpointer.checkpoint();
            } catch (InvalidStateException | ShutdownException leaseIsLost) {
                // The new owner starts at the last checkpoint.
            }
        }
    }
}
