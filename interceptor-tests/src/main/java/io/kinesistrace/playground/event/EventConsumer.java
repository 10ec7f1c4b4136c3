package io.kinesistrace.playground.event;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import io.kinesistrace.lambda.TracingKinesisEventHandler;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.List;

/** The {@link PlainEventConsumer}, traced. */
public final class EventConsumer extends TracingKinesisEventHandler<List<String>> {
    private final PlainEventConsumer consumer = new PlainEventConsumer();

    public EventConsumer() {
        super(AutoConfiguredOpenTelemetrySdk.initialize().getOpenTelemetrySdk());
    }

    @Override
    protected List<String> doHandleRequest(KinesisEvent kinesisEvent, Context context) {
        return consumer.handleRequest(kinesisEvent, context);
    }
}
