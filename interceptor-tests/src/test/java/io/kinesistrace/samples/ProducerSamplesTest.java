package io.kinesistrace.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesistrace.KinesisTraceInterceptor;
import io.kinesistrace.PartitionKeyPropagator;
import io.kinesistrace.RecordKey;
import io.kinesistrace.Spans;
import io.kinesistrace.kinesis.StreamReader;
import io.kinesistrace.playground.kinesis.LocalKinesis;
import io.kinesistrace.servers.SharedServers;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.Record;

/** The README's samples for a producer, on the local Kinesis. */
@Tag("processes")
@ExtendWith(SharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProducerSamplesTest {
    private final LocalKinesis local;
    private final DefaultKinesis defaultKinesis;

    ProducerSamplesTest(LocalKinesis local) {
        this.local = local;
        this.defaultKinesis = new DefaultKinesis(local.endpoint());
        local.createStream("orders", 1);
        local.createStream("audit-orders", 1);
    }

    @BeforeAll
    void clientsOfAnySampleGoToTheLocalKinesis() {
        defaultKinesis.set();
    }

    @AfterAll
    void clientsGoWhereTheyWent() {
        defaultKinesis.clear();
    }

    @Test
    void jarOnTheClassPath_nothingToWrite_recordCarriesTheSpan() {
        try (Scope scope = Spans.contextOf(Spans.SPAN).makeCurrent()) {
            KinesisClient kinesis = KinesisClient.create();
            PutRecordRequest order = PutRecordRequest.builder()
                    .streamName("orders")
                    .partitionKey("order-17")
                    .data(SdkBytes.fromUtf8String("{}"))
                    .build();
            kinesis.putRecord(order); // carries the span of this call, or the current one
        }

        assertThat(lastKeyOn("orders")).isEqualTo(Spans.TRACEPARENT);
    }

    @Test
    void interceptorOnABuilder_streamItExcludes_keepsItsKey() {
        KinesisTraceInterceptor tracing =
                KinesisTraceInterceptor.builder().excludeStreams("audit-*").build();
        KinesisClient kinesis = KinesisClient.builder()
                .overrideConfiguration(overrides -> overrides.addExecutionInterceptor(tracing))
                .build();

        try (Scope scope = Spans.contextOf(Spans.SPAN).makeCurrent()) {
            for (String stream : List.of("orders", "audit-orders")) {
                kinesis.putRecord(request ->
                        request.streamName(stream).partitionKey("order-17").data(SdkBytes.fromUtf8String("{}")));
            }
        }

        assertThat(lastKeyOn("orders")).isEqualTo(Spans.TRACEPARENT);
        assertThat(lastKeyOn("audit-orders")).isEqualTo("order-17");
    }

    @Test
    void recordStampedWhenItIsQueued_carriesTheSpanOfThatTime() {
        PutRecordsRequestEntry entry = queue();
        SpanContext later = Spans.spanContext("0000000000000000000000000000000c", "000000000000000c", "01");
        try (Scope scope = Spans.contextOf(later).makeCurrent()) {
            local.client().putRecords(request -> request.streamName("orders").records(entry));
        }

        assertThat(lastKeyOn("orders")).isEqualTo(Spans.TRACEPARENT);
    }

    private static PutRecordsRequestEntry queue() {
        try (Scope scope = Spans.contextOf(Spans.SPAN).makeCurrent()) {
            RecordKey key = PartitionKeyPropagator.create().inject(Context.current(), "order-17");
            PutRecordsRequestEntry queued = PutRecordsRequestEntry.builder()
                    .partitionKey(key.partitionKey())
                    .explicitHashKey(key.explicitHashKey())
                    .data(SdkBytes.fromUtf8String("{}"))
                    .build();
            return queued;
        }
    }

    private String lastKeyOn(String stream) {
        List<Record> records = new StreamReader(local.client(), stream).readAll();
        return records.get(records.size() - 1).partitionKey();
    }
}
