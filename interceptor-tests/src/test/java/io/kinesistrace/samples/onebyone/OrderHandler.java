package io.kinesistrace.samples.onebyone;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import io.kinesistrace.lambda.TracingKinesisRecordHandler;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;

public class OrderHandler extends TracingKinesisRecordHandler {
    public OrderHandler() {
        super(AutoConfiguredOpenTelemetrySdk.initialize().getOpenTelemetrySdk());
    }

    @Override
    protected void handleRecord(KinesisEventRecord record, Context context) {
        System.out.println("Handled in trace " + Span.current().getSpanContext().getTraceId());
    }
}
