package io.kinesistrace.lambda;

import static io.kinesistrace.Spans.TRACEPARENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import io.kinesistrace.Spans;
import io.kinesistrace.consumer.KinesisConsumerTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

class TracingKinesisRecordHandlerTest {
    private final InMemorySpanExporter exported = InMemorySpanExporter.create();
    private final OpenTelemetrySdk openTelemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exported))
                    .build())
            .build();
    private final Context lambda = mock(Context.class);
    private final LambdaLogger logger = mock(LambdaLogger.class);
    private final ArgumentCaptor<String> logged = ArgumentCaptor.forClass(String.class);
    private final Handler handler = new Handler();

    private class Handler extends TracingKinesisRecordHandler {
        private final List<String> handled = new ArrayList<>();
        private String failing = "none";
        private Throwable failure = new Exception("of the function", new IllegalStateException("of the store"));

        Handler() {
            super(openTelemetry);
        }

        Handler(KinesisConsumerTelemetry telemetry) {
            super(openTelemetry, Duration.ofSeconds(1), telemetry);
        }

        @Override
        protected void handleRecord(KinesisEventRecord record, Context context) {
            String sequenceNumber = record.getKinesis().getSequenceNumber();
            if (sequenceNumber.equals(failing)) {
                sneakyThrow(failure.fillInStackTrace());
            }
            handled.add(sequenceNumber + '=' + originalKey(record));
        }
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> void sneakyThrow(Throwable thrown) throws X {
        throw (X) thrown;
    }

    @Test
    void handleRequest_allRecordsAreHandled_reportsNoFailureAndASpanEach() {
        StreamsEventResponse response =
                handler.handleRequest(event(TRACEPARENT, TRACEPARENT + ",,order-17", "plain"), lambda);

        assertThat(response.getBatchItemFailures()).isEmpty();
        assertThat(handler.handled).containsExactly("0=null", "1=order-17", "2=plain");
        List<SpanData> processed = spansNamed("process orders");
        SpanData invocation = exported.getFinishedSpanItems().get(3);
        assertThat(processed).hasSize(3);
        assertThat(processed.subList(0, 2)).allSatisfy(span -> {
            assertThat(span.getParentSpanId()).isEqualTo(Spans.SPAN_ID);
            assertThat(span.getLinks())
                    .extracting(link -> link.getSpanContext().getSpanId())
                    .containsExactly(Spans.SPAN_ID, invocation.getSpanId());
        });
        assertThat(processed.get(2).getParentSpanId()).isEqualTo(invocation.getSpanId());
    }

    @Test
    void handleRequest_aRecordFails_reportsItAndHandlesNoneBehindIt() {
        assertThat(failedRecords(handler)).containsExactly("1");
        assertThat(handler.handled).containsExactly("0=secret-key-0");
    }

    @Test
    void handleRequest_aRecordFails_logsStackAndCausesButNeitherKeyNorData() {
        failedRecords(handler);

        verify(logger).log(logged.capture());
        assertThat(logged.getValue())
                .startsWith("Record 1 failed: java.lang.Exception: of the function")
                .contains("\tat " + Handler.class.getName() + ".handleRecord")
                .contains("Caused by: java.lang.IllegalStateException: of the store")
                .doesNotContain("secret-");
    }

    @Test
    void handleRequest_anErrorOfTheFunction_isTheFailureOfItsRecord() {
        handler.failure = new AssertionError("of the function");

        assertThat(failedRecords(handler)).containsExactly("1");
    }

    @Test
    void handleRequest_theJvmFails_endsTheInvocation() {
        handler.failure = new OutOfMemoryError("of a test");

        assertThatThrownBy(() -> failedRecords(handler)).isSameAs(handler.failure);
    }

    @Test
    void handleRequest_aRecordIsInterrupted_theThreadStaysInterrupted() {
        handler.failure = new InterruptedException();

        assertThat(failedRecords(handler)).containsExactly("1");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void recordFailed_overridden_isCalledInsteadOfTheLog() {
        List<Throwable> failures = new ArrayList<>();
        Handler own = new Handler() {
            @Override
            protected void recordFailed(KinesisEventRecord record, Throwable failure, Context context) {
                failures.add(failure);
                throw new IllegalStateException("of the function's own log");
            }
        };

        assertThat(failedRecords(own)).containsExactly("1");
        assertThat(failures).containsExactly(own.failure);
        verifyNoInteractions(logger);
    }

    @Test
    void handleRequest_telemetryThatLinksOnly_doesNotFollowTheProducersFlag() {
        Handler linking = new Handler(KinesisConsumerTelemetry.builder(openTelemetry)
                .parentFromRecord(false)
                .build());

        linking.handleRequest(event(TRACEPARENT.substring(0, 53) + "00"), lambda);

        assertThat(spansNamed("process orders")).singleElement().satisfies(span -> assertThat(span.getTraceId())
                .isNotEqualTo(Spans.TRACE_ID));
    }

    @Test
    void handleRequest_arnOfAConsumer_namesTheStream() {
        KinesisEvent event = event(TRACEPARENT);
        event.getRecords()
                .get(0)
                .setEventSourceARN("arn:aws:kinesis:eu-west-1:123456789012:stream/orders/consumer/billing:1700000000");

        handler.handleRequest(event, lambda);

        assertThat(spansNamed("process orders")).hasSize(1);
    }

    private List<String> failedRecords(Handler handler) {
        when(lambda.getLogger()).thenReturn(logger);
        handler.failing = "1";
        return handler
                .handleRequest(event("secret-key-0", "secret-key-1", "secret-key-2"), lambda)
                .getBatchItemFailures()
                .stream()
                .map(BatchItemFailure::getItemIdentifier)
                .toList();
    }

    @Test
    void handleRequest_eventWithoutRecords_reportsNoFailure() {
        assertThat(handler.handleRequest(new KinesisEvent(), lambda).getBatchItemFailures())
                .isEmpty();
        assertThat(handler.handleRequest(event(), lambda).getBatchItemFailures())
                .isEmpty();
    }

    private List<SpanData> spansNamed(String name) {
        return exported.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .toList();
    }

    private static KinesisEvent event(String... keys) {
        KinesisEvent event = new KinesisEvent();
        event.setRecords(IntStream.range(0, keys.length)
                .boxed()
                .flatMap(i -> Stream.of(record(keys[i], i)))
                .toList());
        return event;
    }

    private static KinesisEventRecord record(String key, int sequenceNumber) {
        KinesisEvent.Record kinesis = new KinesisEvent.Record();
        kinesis.setPartitionKey(key);
        kinesis.setData(ByteBuffer.wrap("secret-data".getBytes(StandardCharsets.UTF_8)));
        kinesis.setSequenceNumber(Integer.toString(sequenceNumber));
        KinesisEventRecord record = new KinesisEventRecord();
        record.setKinesis(kinesis);
        record.setEventSourceARN("arn:aws:kinesis:eu-west-1:123456789012:stream/orders");
        record.setEventID("shardId-000000000000:" + sequenceNumber);
        return record;
    }
}
