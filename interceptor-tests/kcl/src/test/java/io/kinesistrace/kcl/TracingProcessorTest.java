package io.kinesistrace.kcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesistrace.Spans;
import io.kinesistrace.consumer.KinesisConsumerTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.kinesis.common.StreamIdentifier;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.LeaseLostInput;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.processor.ShardRecordProcessor;
import software.amazon.kinesis.processor.ShardRecordProcessorFactory;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/** A record processor of the application, called as the library calls it. */
class TracingProcessorTest {
    private static final String SHARD = "shardId-000000000007";
    private static final StreamIdentifier STREAM = StreamIdentifier.singleStreamInstance("orders");

    private final InMemorySpanExporter exported = InMemorySpanExporter.create();
    private final KclTelemetry tracing = KclTelemetry.create(KinesisConsumerTelemetry.create(OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exported))
                    .build())
            .build()));
    private final Recorded application = new Recorded();
    private final ShardRecordProcessor processor =
            tracing.trace(() -> application).shardRecordProcessor(STREAM);

    /** Records its calls. */
    private static final class Recorded implements ShardRecordProcessor {
        private final List<Object> inputs = new ArrayList<>();
        private Span spanInProcessRecords;
        private RuntimeException failure;

        @Override
        public void initialize(InitializationInput input) {
            inputs.add(input);
        }

        @Override
        public void processRecords(ProcessRecordsInput input) {
            inputs.add(input);
            spanInProcessRecords = Span.current();
            if (failure != null) {
                throw failure;
            }
        }

        @Override
        public void leaseLost(LeaseLostInput input) {
            inputs.add(input);
        }

        @Override
        public void shardEnded(ShardEndedInput input) {
            inputs.add(input);
        }

        @Override
        public void shutdownRequested(ShutdownRequestedInput input) {
            inputs.add(input);
        }
    }

    @Test
    void processRecords_mixedRecords_isASpanAroundTheApplicationThatLinksTheProducer() {
        processor.initialize(initialization());
        processor.processRecords(records(record(Spans.TRACEPARENT, "1"), record("order-17", "2")));

        assertThat(application.spanInProcessRecords.getSpanContext().getSpanId())
                .isEqualTo(onlySpan().getSpanId());
        assertThat(onlySpan().getName()).isEqualTo("process orders");
        assertThat(onlySpan().getLinks())
                .singleElement()
                .satisfies(link -> assertThat(link.getSpanContext().getSpanId()).isEqualTo(Spans.SPAN_ID));
        assertThat(attribute("messaging.destination.partition.id")).isEqualTo(SHARD);
    }

    @Test
    void lifeCycle_everyCall_reachesTheApplicationWithTheSameInput() {
        List<Object> inputs = List.of(
                initialization(),
                records(record(Spans.TRACEPARENT, "1")),
                LeaseLostInput.builder().build(),
                ShardEndedInput.builder().build(),
                ShutdownRequestedInput.builder().build());

        processor.initialize((InitializationInput) inputs.get(0));
        processor.processRecords((ProcessRecordsInput) inputs.get(1));
        processor.leaseLost((LeaseLostInput) inputs.get(2));
        processor.shardEnded((ShardEndedInput) inputs.get(3));
        processor.shutdownRequested((ShutdownRequestedInput) inputs.get(4));

        assertThat(application.inputs).hasSameSizeAs(inputs);
        for (int i = 0; i < inputs.size(); i++) {
            assertThat(application.inputs.get(i)).isSameAs(inputs.get(i));
        }
    }

    @Test
    void processRecords_noRecords_reachesTheApplicationWithoutASpan() {
        processor.initialize(initialization());
        processor.processRecords(records());
        processor.processRecords(ProcessRecordsInput.builder().build());

        assertThat(application.inputs).hasSize(3);
        assertThat(application.spanInProcessRecords).isSameAs(Span.getInvalid());
        assertThat(exported.getFinishedSpanItems()).isEmpty();
    }

    @Test
    void processRecords_applicationThrows_sameExceptionReachesTheLibrary() {
        application.failure = new IllegalStateException("of the application");
        processor.initialize(initialization());

        assertThatThrownBy(() -> processor.processRecords(records(record(Spans.TRACEPARENT, "1"))))
                .isSameAs(application.failure);
    }

    @Test
    void process_userRecordsOfAnAggregate_haveEachTheirPlaceInIt() {
        KinesisClientRecord userRecord = record("order-17", "1").toBuilder()
                .aggregated(true)
                .subSequenceNumber(3)
                .build();

        tracing.shard("orders", SHARD).process(userRecord, () -> {});

        assertThat(attribute("messaging.message.id")).isEqualTo("1:3");
    }

    @Test
    void shardRecordProcessor_factoryOfTheApplication_isAskedWithTheStream() {
        List<StreamIdentifier> asked = new ArrayList<>();
        ShardRecordProcessorFactory multiStream = new ShardRecordProcessorFactory() {
            @Override
            public ShardRecordProcessor shardRecordProcessor() {
                throw new AssertionError("the library calls the other one");
            }

            @Override
            public ShardRecordProcessor shardRecordProcessor(StreamIdentifier stream) {
                asked.add(stream);
                return application;
            }
        };

        tracing.trace(multiStream).shardRecordProcessor(STREAM);

        assertThat(asked).containsExactly(STREAM);
    }

    @Test
    void shardRecordProcessor_factoryMakesNone_neitherDoesOurs() {
        assertThat(tracing.trace(() -> null).shardRecordProcessor(STREAM)).isNull();
        assertThat(tracing.trace(() -> null).shardRecordProcessor()).isNull();
    }

    private static InitializationInput initialization() {
        return InitializationInput.builder().shardId(SHARD).build();
    }

    private static ProcessRecordsInput records(KinesisClientRecord... records) {
        return ProcessRecordsInput.builder().records(List.of(records)).build();
    }

    private static KinesisClientRecord record(String partitionKey, String sequenceNumber) {
        return KinesisClientRecord.builder()
                .partitionKey(partitionKey)
                .sequenceNumber(sequenceNumber)
                .data(ByteBuffer.allocate(0))
                .build();
    }

    private SpanData onlySpan() {
        assertThat(exported.getFinishedSpanItems()).hasSize(1);
        return exported.getFinishedSpanItems().get(0);
    }

    private String attribute(String name) {
        return onlySpan().getAttributes().get(AttributeKey.stringKey(name));
    }
}
