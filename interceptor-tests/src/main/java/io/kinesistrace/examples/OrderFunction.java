package io.kinesistrace.examples;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import io.kinesistrace.lambda.TracingKinesisRecordHandler;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.nio.charset.StandardCharsets;

/**
 * A Lambda function that handles orders one by one, each in the trace of its producer. The function's environment variables
 * ({@code OTEL_TRACES_EXPORTER} and so on) configure where its spans go. Its event source mapping must have {@code ReportBatchItemFailures}.
 */
public final class OrderFunction extends TracingKinesisRecordHandler {
    public OrderFunction() {
        super(AutoConfiguredOpenTelemetrySdk.initialize().getOpenTelemetrySdk());
    }

    @Override
    protected void handleRecord(KinesisEventRecord record, Context context) {
        String order =
                StandardCharsets.UTF_8.decode(record.getKinesis().getData()).toString();
        Span.current().setAttribute("order", order);
    }
}
