package io.kinesistrace.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesistrace.Spans;
import io.kinesistrace.consumer.KinesisConsumerTelemetry;
import io.kinesistrace.consumer.ShardTelemetry;
import io.kinesistrace.playground.kinesis.LocalKinesis;
import io.kinesistrace.servers.SharedServers;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.waiters.Waiter;
import software.amazon.awssdk.core.waiters.WaiterAcceptor;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.ConsumerStatus;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamConsumerResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;

/** Records of a real stream, read with the AWS SDK alone: by GetRecords, and pushed by SubscribeToShard (enhanced fan-out). */
@Tag("processes")
@ExtendWith(SharedServers.class)
class PlainSdkConsumerTest {
    private static final int RECORDS = 20;
    private static final String SHARD = "shardId-000000000000";

    private final LocalKinesis kinesis;
    private final String stream = "plain-sdk-" + UUID.randomUUID();
    private final List<SpanContext> producers = new ArrayList<>();
    private final InMemorySpanExporter exported = InMemorySpanExporter.create();
    private final KinesisConsumerTelemetry telemetry = KinesisConsumerTelemetry.create(OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exported))
                    .build())
            .build());
    private final ShardTelemetry<Record> shard =
            telemetry.shard(stream, SHARD, Record::partitionKey, Record::sequenceNumber);

    PlainSdkConsumerTest(LocalKinesis kinesis) {
        this.kinesis = kinesis;
        kinesis.createStream(stream, 1);
        for (int i = 0; i < RECORDS; i++) {
            put("r" + i);
        }
    }

    @Test
    void getRecords_oneByOne_eachSpanIsInItsProducersTrace() {
        new StreamReader(kinesis.client(), stream).readAll().forEach(record -> shard.process(record, () -> {}));

        assertEachSpanIsInItsProducersTrace();
    }

    @Test
    void getRecords_asABatch_theSpanLinksEveryProducer() {
        shard.processBatch(new StreamReader(kinesis.client(), stream).readAll(), () -> {});

        assertThat(exported.getFinishedSpanItems()).singleElement().satisfies(span -> assertThat(span.getLinks())
                .extracting(link -> link.getSpanContext().getSpanId())
                .containsExactlyElementsOf(
                        producers.stream().map(SpanContext::getSpanId).toList()));
    }

    @Test
    void subscribeToShard_oneByOne_eachSpanIsInItsProducersTrace() throws Exception {
        CountDownLatch missing = new CountDownLatch(RECORDS);
        try (KinesisAsyncClient async = kinesis.asyncClient()) {
            String consumer = registerConsumer();
            SubscribeToShardResponseHandler handler = SubscribeToShardResponseHandler.builder()
                    .subscriber(
                            event -> ((SubscribeToShardEvent) event).records().forEach(record -> {
                                shard.process(record, () -> {});
                                missing.countDown();
                            }))
                    .build();
            CompletableFuture<Void> subscription = async.subscribeToShard(
                    request -> request.consumerARN(consumer)
                            .shardId(SHARD)
                            .startingPosition(position -> position.type(ShardIteratorType.TRIM_HORIZON)),
                    handler);

            assertThat(missing.await(60, TimeUnit.SECONDS))
                    .as("all records were pushed")
                    .isTrue();
            subscription.cancel(true);
        }

        assertEachSpanIsInItsProducersTrace();
    }

    private String registerConsumer() {
        String streamArn = kinesis.client()
                .describeStreamSummary(request -> request.streamName(stream))
                .streamDescriptionSummary()
                .streamARN();
        String consumer = kinesis.client()
                .registerStreamConsumer(request -> request.streamARN(streamArn).consumerName("fan-out"))
                .consumer()
                .consumerARN();
        Waiter<DescribeStreamConsumerResponse> active = Waiter.builder(DescribeStreamConsumerResponse.class)
                .addAcceptor(WaiterAcceptor.successOnResponseAcceptor(
                        response -> response.consumerDescription().consumerStatus() == ConsumerStatus.ACTIVE))
                .addAcceptor(WaiterAcceptor.retryOnResponseAcceptor(response -> true))
                .overrideConfiguration(options -> options.maxAttempts(300)
                        .backoffStrategyV2(BackoffStrategy.fixedDelayWithoutJitter(java.time.Duration.ofMillis(100))))
                .build();
        active.run(() -> kinesis.client().describeStreamConsumer(request -> request.consumerARN(consumer)));
        return consumer;
    }

    private void assertEachSpanIsInItsProducersTrace() {
        List<SpanData> spans = exported.getFinishedSpanItems();
        assertThat(spans).hasSize(RECORDS);
        for (int i = 0; i < RECORDS; i++) {
            assertThat(spans.get(i).getTraceId()).isEqualTo(producers.get(i).getTraceId());
            assertThat(spans.get(i).getParentSpanId())
                    .isEqualTo(producers.get(i).getSpanId());
        }
    }

    private void put(String data) {
        String traceId = UUID.randomUUID().toString().replace("-", "");
        SpanContext producer = Spans.spanContext(traceId, traceId.substring(16), "01");
        producers.add(producer);
        try (Scope scope = Spans.contextOf(producer).makeCurrent()) {
            kinesis.client()
                    .putRecord(request ->
                            request.streamName(stream).partitionKey("group").data(SdkBytes.fromUtf8String(data)));
        }
    }
}
