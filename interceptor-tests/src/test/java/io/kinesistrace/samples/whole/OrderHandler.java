package io.kinesistrace.samples.whole;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import io.kinesistrace.lambda.TracingKinesisEventHandler;
import io.kinesistrace.samples.Store;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;

public class OrderHandler extends TracingKinesisEventHandler<String> {
    public OrderHandler() {
        super(AutoConfiguredOpenTelemetrySdk.initialize().getOpenTelemetrySdk());
    }

    @Override
    protected String doHandleRequest(KinesisEvent event, Context context) {
        event.getRecords().forEach(record -> Store.put(record.getKinesis().getData()));
        return "done";
    }
}
