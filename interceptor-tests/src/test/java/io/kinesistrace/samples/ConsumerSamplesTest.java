package io.kinesistrace.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesistrace.PartitionKeyPropagator;
import io.kinesistrace.Spans;
import io.kinesistrace.consumer.KinesisConsumerTelemetry;
import io.kinesistrace.consumer.ShardTelemetry;
import io.kinesistrace.kinesis.StreamReader;
import io.kinesistrace.playground.kinesis.LocalKinesis;
import io.kinesistrace.servers.SharedServers;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.Record;

/** The README's samples for a consumer with the AWS SDK, on records that were put to the local Kinesis and read back. */
@Tag("processes")
@ExtendWith(SharedServers.class)
class ConsumerSamplesTest {
    private final InMemorySpanExporter exported = InMemorySpanExporter.create();
    private final OpenTelemetry openTelemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exported))
                    .build())
            .build();
    private final Tracer tracer = openTelemetry.getTracer("samples");
    private final List<String> handledIn = new ArrayList<>();
    private final List<Record> records;

    ConsumerSamplesTest(LocalKinesis kinesis) {
        String stream = "samples-" + UUID.randomUUID();
        kinesis.createStream(stream, 1);
        for (int i = 0; i < 2; i++) {
            try (Scope scope = Spans.contextOf(Spans.SPAN).makeCurrent()) {
                kinesis.client().putRecord(request -> request.streamName(stream)
                        .partitionKey("order-17")
                        .data(SdkBytes.fromUtf8String("{}")));
            }
        }
        this.records = new StreamReader(kinesis.client(), stream).readAll();
    }

    @Test
    void oneByOne_eachRecordIsHandledInItsProducersTrace() {
        KinesisConsumerTelemetry telemetry = KinesisConsumerTelemetry.create(openTelemetry);
        ShardTelemetry<Record> shard =
                telemetry.shard("orders", "shardId-000000000000", Record::partitionKey, Record::sequenceNumber);
        for (Record record : records) {
            shard.process(record, () -> handle(record));
        }

        assertThat(exported.getFinishedSpanItems()).hasSize(2).allSatisfy(span -> {
            assertThat(span.getName()).isEqualTo("process orders");
            assertIsContinued(span);
        });
        assertThat(handledIn)
                .containsExactlyElementsOf(exported.getFinishedSpanItems().stream()
                        .map(SpanData::getSpanId)
                        .toList());
    }

    /** Without an SDK, spans are not recorded, but the trace still continues. */
    @Test
    void quickStart_eachRecordIsHandledInItsProducersTrace() {
        OrderReader reader = new OrderReader() {
            @Override
            void handle(Record record) {
                handledIn.add(Span.current().getSpanContext().getTraceId());
            }
        };

        reader.handle(records);

        assertThat(handledIn).containsExactly(Spans.TRACE_ID, Spans.TRACE_ID);
    }

    @Test
    void aBatch_isOneSpanThatLinksTheProducer() {
        ShardTelemetry<Record> shard = KinesisConsumerTelemetry.create(openTelemetry)
                .shard("orders", "shardId-000000000000", Record::partitionKey, Record::sequenceNumber);
        shard.processBatch(records, () -> handleAll(records));

        assertThat(exported.getFinishedSpanItems()).singleElement().satisfies(span -> assertThat(span.getLinks())
                .singleElement()
                .satisfies(link -> assertThat(link.getSpanContext().getSpanId()).isEqualTo(Spans.SPAN_ID)));
        assertThat(handledIn).hasSize(2);
    }

    @Test
    void spanOfYourOwn_isInTheProducersTrace() {
        Record record = records.get(0);
        Context producer = PartitionKeyPropagator.create().extract(Context.current(), record.partitionKey());
        Span span = tracer.spanBuilder("handle order")
                .setSpanKind(SpanKind.CONSUMER)
                .setParent(producer)
                .startSpan();
        try (Scope scope = span.makeCurrent()) {
            handle(record);
        } finally {
            span.end();
        }

        assertThat(exported.getFinishedSpanItems()).singleElement().satisfies(ConsumerSamplesTest::assertIsContinued);
    }

    private static void assertIsContinued(SpanData span) {
        assertThat(span.getTraceId()).isEqualTo(Spans.TRACE_ID);
        assertThat(span.getParentSpanId()).isEqualTo(Spans.SPAN_ID);
    }

    private void handle(Record record) {
        handledIn.add(Span.current().getSpanContext().getSpanId());
    }

    private void handleAll(List<Record> batch) {
        batch.forEach(this::handle);
    }
}
