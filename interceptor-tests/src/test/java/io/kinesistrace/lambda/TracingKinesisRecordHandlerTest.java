package io.kinesistrace.lambda;

import static io.kinesistrace.Spans.TRACEPARENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import io.kinesistrace.Spans;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TracingKinesisRecordHandlerTest {
    private final InMemorySpanExporter exported = InMemorySpanExporter.create();
    private final OpenTelemetrySdk openTelemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exported))
                    .build())
            .build();
    private final Context lambda = mock(Context.class);
    private final LambdaLogger logger = mock(LambdaLogger.class);
    private final Handler handler = new Handler();

    private final class Handler extends TracingKinesisRecordHandler {
        private final List<String> handled = new ArrayList<>();
        private String failing = "none";

        Handler() {
            super(openTelemetry);
        }

        @Override
        protected void handleRecord(KinesisEventRecord record, Context context) throws Exception {
            String sequenceNumber = record.getKinesis().getSequenceNumber();
            if (sequenceNumber.equals(failing)) {
                throw new Exception("secret of record " + sequenceNumber);
            }
            handled.add(sequenceNumber + '=' + originalKey(record));
        }
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
            assertThat(span.getLinks()).singleElement().satisfies(link -> assertThat(
                            link.getSpanContext().getSpanId())
                    .isEqualTo(invocation.getSpanId()));
        });
        assertThat(processed.get(2).getParentSpanId()).isEqualTo(invocation.getSpanId());
    }

    @Test
    void handleRequest_aRecordFails_reportsItAndHandlesNoneBehindIt() {
        when(lambda.getLogger()).thenReturn(logger);
        handler.failing = "1";

        StreamsEventResponse response = handler.handleRequest(event("a", "b", "c", "d"), lambda);

        assertThat(response.getBatchItemFailures())
                .extracting(BatchItemFailure::getItemIdentifier)
                .containsExactly("1");
        assertThat(handler.handled).containsExactly("0=a");
        verify(logger).log(contains("Record 1 failed: java.lang.Exception"));
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
        kinesis.setSequenceNumber(Integer.toString(sequenceNumber));
        KinesisEventRecord record = new KinesisEventRecord();
        record.setKinesis(kinesis);
        record.setEventSourceARN("arn:aws:kinesis:eu-west-1:123456789012:stream/orders");
        record.setEventID("shardId-000000000000:" + sequenceNumber);
        return record;
    }
}
