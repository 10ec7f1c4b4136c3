package io.kinesistrace.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A user's function: returns the data that it handled, fails the first times on poison data, and waits at a gate if one is set. */
public final class TestFunction extends TracingKinesisEventHandler<List<String>> {
    static final String POISON = "poison";
    static final int FAILURES = 2;
    static final String GATE = "GATE";
    static final String RUN = "RUN";

    private int failures;

    public TestFunction() {
        super(AutoConfiguredOpenTelemetrySdk.initialize().getOpenTelemetrySdk());
    }

    @Override
    protected List<String> doHandleRequest(KinesisEvent event, Context context) {
        List<String> handled = new ArrayList<>();
        for (KinesisEventRecord record : event.getRecords()) {
            String data =
                    StandardCharsets.UTF_8.decode(record.getKinesis().getData()).toString();
            Span.current().setAttribute("data", System.getenv(RUN) + data);
            if (data.equals(POISON) && failures++ < FAILURES) {
                throw new IllegalArgumentException("cannot handle this, yet");
            }
            handled.add(data);
        }
        if (System.getenv(GATE) != null) {
            handled.add(askAtTheGate());
        }
        return handled;
    }

    private static String askAtTheGate() {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(System.getenv(GATE))).build();
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
