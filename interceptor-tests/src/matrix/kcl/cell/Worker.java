package cell;

import com.amazonaws.services.dynamodbv2.local.main.ServerRunner;
import io.kinesistrace.consumer.KinesisConsumerTelemetry;
import io.kinesistrace.consumer.ShardTelemetry;
import io.kinesistrace.kcl.KclTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import java.net.URI;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.kinesis.common.ConfigsBuilder;
import software.amazon.kinesis.common.InitialPositionInStream;
import software.amazon.kinesis.common.InitialPositionInStreamExtended;
import software.amazon.kinesis.coordinator.Scheduler;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.LeaseLostInput;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.metrics.NullMetricsFactory;
import software.amazon.kinesis.processor.ShardRecordProcessor;
import software.amazon.kinesis.processor.SingleStreamTracker;
import software.amazon.kinesis.retrieval.KinesisClientRecord;
import software.amazon.kinesis.retrieval.polling.PollingConfig;

/**
 * Handles the first batch of a stream, prints its trace, and ends. Arguments: endpoint, stream, port for DynamoDB Local, and what traces it:
 * {@code library} or {@code extension}.
 */
public final class Worker {
    private Worker() {}

    public static void main(String[] args) throws Exception {
        ServerRunner.createServerFromCommandLineArgs(
                        new String[] {"-inMemory", "-disableTelemetry", "-port", args[2]})
                .start();
        URI dynamoDb = URI.create("http://localhost:" + args[2]);
        KinesisAsyncClient kinesis =
                local(KinesisAsyncClient.builder(), URI.create(args[0])).build();
        Consumer<KinesisClientRecord> handler = args[3].equals("library") ? Library.handler(args[1]) : Worker::handle;
        ConfigsBuilder configs = new ConfigsBuilder(
                new SingleStreamTracker(
                        args[1],
                        InitialPositionInStreamExtended.newInitialPosition(InitialPositionInStream.TRIM_HORIZON)),
                "matrix-cell",
                kinesis,
                local(DynamoDbAsyncClient.builder(), dynamoDb).build(),
                local(CloudWatchAsyncClient.builder(), dynamoDb).build(),
                "worker",
                () -> new Processor(handler));
        new Scheduler(
                        configs.checkpointConfig(),
                        configs.coordinatorConfig().schedulerInitializationBackoffTimeMillis(200),
                        configs.leaseManagementConfig().failoverTimeMillis(3000),
                        configs.lifecycleConfig(),
                        configs.metricsConfig().metricsFactory(new NullMetricsFactory()),
                        configs.processorConfig().callProcessRecordsEvenForEmptyRecordList(true),
                        configs.retrievalConfig().retrievalSpecificConfig(new PollingConfig(kinesis)))
                .run();
    }

    private static void handle(KinesisClientRecord record) {
        System.out.println("trace: " + Span.current().getSpanContext().getTraceId());
    }

    private static <B extends AwsClientBuilder<B, ?>> B local(B builder, URI endpoint) {
        return builder.endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("cell", "none")));
    }

    /** A class of its own, because the library is missing if the extension traces the worker. */
    private static final class Library {
        static Consumer<KinesisClientRecord> handler(String stream) {
            ShardTelemetry<KinesisClientRecord> shard = KclTelemetry.create(
                            KinesisConsumerTelemetry.create(OpenTelemetry.noop()))
                    .shard(stream, null);
            return record -> shard.process(record, () -> handle(record));
        }
    }

    private static final class Processor implements ShardRecordProcessor {
        private final Consumer<KinesisClientRecord> handler;
        private boolean handled;

        Processor(Consumer<KinesisClientRecord> handler) {
            this.handler = handler;
        }

        @Override
        public void initialize(InitializationInput input) {}

        @Override
        public void processRecords(ProcessRecordsInput input) {
            if (input.records().isEmpty() && handled) {
                // At the next call, when the span of the batch has ended.
                System.exit(0);
            }
            input.records().forEach(handler);
            handled |= !input.records().isEmpty();
        }

        @Override
        public void leaseLost(LeaseLostInput input) {}

        @Override
        public void shardEnded(ShardEndedInput input) {}

        @Override
        public void shutdownRequested(ShutdownRequestedInput input) {}
    }
}
