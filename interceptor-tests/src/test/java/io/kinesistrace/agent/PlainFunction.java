package io.kinesistrace.agent;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import io.opentelemetry.api.trace.Span;

/** A function that knows nothing of us: returns the id of the span that is current. */
public final class PlainFunction implements RequestHandler<KinesisEvent, String> {
    @Override
    public String handleRequest(KinesisEvent event, Context context) {
        if (PuttingApplication.hasOurs()) {
            throw new IllegalStateException("The class path has classes of ours");
        }
        return Span.current().getSpanContext().getSpanId();
    }
}
