package io.kinesistrace.samples.whole;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import io.kinesistrace.lambda.TracingKinesisEventHandler;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;

public class OrderHandler extends TracingKinesisEventHandler<String> {
    public OrderHandler() {
        super(AutoConfiguredOpenTelemetrySdk.initialize().getOpenTelemetrySdk());
    }

    @Override
    protected String doHandleRequest(KinesisEvent event, Context context) {
        System.out.println("Handled in trace " + Span.current().getSpanContext().getTraceId());
        return "done";
    }
}
