package io.kinesistrace.agent;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import io.opentelemetry.api.trace.Span;

/** A function without our library that returns the id of the current span. */
public final class PlainFunction implements RequestHandler<KinesisEvent, String> {
    @Override
    public String handleRequest(KinesisEvent event, Context context) {
        if (PuttingApplication.hasOurs()) {
            throw new IllegalStateException("The class path has classes of ours");
        }
        return Span.current().getSpanContext().getSpanId();
    }
}
