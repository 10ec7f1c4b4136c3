package io.kinesistrace.agent;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.api.trace.Span;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Like {@link PlainFunction}, but reads its event itself; fails unless it can read the event from the start. */
public final class PlainStreamFunction implements RequestStreamHandler {
    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        if (PuttingApplication.hasOurs()) {
            throw new IllegalStateException("The class path has classes of ours");
        }
        if (new ObjectMapper().readTree(event.readAllBytes()).path("Records").isEmpty()) {
            throw new IllegalStateException("no records");
        }
        String span = Span.current().getSpanContext().getSpanId();
        response.write(('"' + span + '"').getBytes(StandardCharsets.UTF_8));
    }
}
