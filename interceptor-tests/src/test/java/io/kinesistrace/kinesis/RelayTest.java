package io.kinesistrace.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesistrace.KeyFormat;
import io.kinesistrace.KinesisTraceInterceptor;
import io.kinesistrace.PartitionKeyPropagator;
import io.kinesistrace.Spans;
import io.kinesistrace.consumer.KinesisConsumerTelemetry;
import io.kinesistrace.consumer.ShardTelemetry;
import io.kinesistrace.playground.kinesis.LocalKinesis;
import io.kinesistrace.servers.SharedServers;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.Record;

/** A consumer that sends each record to a second stream with the partition key that it read. */
@Tag("processes")
@ExtendWith(SharedServers.class)
class RelayTest {
    private static final int GROUPS = 12;
    private static final int EVENTS_PER_GROUP = 10;
    private static final int SHARDS = 4;

    private final LocalKinesis kinesis;
    private final String first = "relay-first-" + UUID.randomUUID();
    private final String second = "relay-second-" + UUID.randomUUID();
    private final PartitionKeyPropagator propagator = PartitionKeyPropagator.create();

    RelayTest(LocalKinesis kinesis) {
        this.kinesis = kinesis;
        kinesis.createStream(first, SHARDS);
        kinesis.createStream(second, SHARDS);
    }

    @Test
    void relay_keyWithContextAndOriginal_keepsShardOrderAndTrace() {
        KinesisTraceInterceptor withKey = KinesisTraceInterceptor.builder()
                .keyFormat(KeyFormat.TRACEPARENT_AND_KEY)
                .build();
        try (KinesisClient client = LocalKinesis.configure(KinesisClient.builder(), kinesis.endpoint())
                .overrideConfiguration(overrides -> overrides.addExecutionInterceptor(withKey))
                .build()) {
            produce(client);
            sendOn(client, new StreamReader(client, first).read());
        }

        StreamReader reader = new StreamReader(kinesis.client(), second);
        Map<String, List<Integer>> events = new LinkedHashMap<>();
        reader.read()
                .forEach((shard, records) -> records.forEach(record -> {
                    String group = propagator.originalKey(record.partitionKey());
                    String event = record.data().asUtf8String();
                    assertThat(shard).as(group).isEqualTo(reader.shardOf(group));
                    assertThat(propagator.traceparent(record.partitionKey())).isEqualTo(traceparentOf(event));
                    events.computeIfAbsent(group, key -> new ArrayList<>()).add(Integer.valueOf(event));
                }));
        assertThat(events).hasSize(GROUPS).allSatisfy((group, numbers) -> assertThat(numbers)
                .hasSize(EVENTS_PER_GROUP)
                .isSorted());
    }

    /** Sends each event within a span of its own. */
    private void produce(KinesisClient client) {
        for (int event = 0; event < GROUPS * EVENTS_PER_GROUP; event++) {
            String group = "group-" + event % GROUPS;
            String data = Integer.toString(event);
            try (Scope scope = Spans.contextOf(Spans.spanContext(Spans.TRACE_ID, spanId(event), "01"))
                    .makeCurrent()) {
                client.putRecord(
                        put -> put.streamName(first).partitionKey(group).data(SdkBytes.fromUtf8String(data)));
            }
        }
    }

    /** Sends in batches, shard by shard, within the processing's span, which does not replace the context in the key. */
    private void sendOn(KinesisClient client, Map<String, List<Record>> shards) {
        OpenTelemetrySdk openTelemetry = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder().build())
                .build();
        shards.forEach((shard, records) -> {
            ShardTelemetry<Record> telemetry = KinesisConsumerTelemetry.create(openTelemetry)
                    .shard(first, shard, Record::partitionKey, Record::sequenceNumber);
            List<PutRecordsRequestEntry> entries = records.stream()
                    .map(record -> PutRecordsRequestEntry.builder()
                            .partitionKey(record.partitionKey())
                            .data(record.data())
                            .build())
                    .toList();
            telemetry.processBatch(
                    records,
                    () -> client.putRecords(put -> put.streamName(second).records(entries)));
        });
    }

    private static String traceparentOf(String event) {
        return Spans.traceparent(Spans.spanContext(Spans.TRACE_ID, spanId(Integer.parseInt(event)), "01"));
    }

    private static String spanId(int event) {
        return String.format("%016x", event + 1);
    }
}
