package io.kinesistrace.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.nio.charset.StandardCharsets;

/** A user's function that handles records one by one and fails the first times on poison data. */
public final class TestRecordFunction extends TracingKinesisRecordHandler {
    private int failures;

    public TestRecordFunction() {
        super(AutoConfiguredOpenTelemetrySdk.initialize().getOpenTelemetrySdk());
    }

    @Override
    protected void handleRecord(KinesisEventRecord record, Context context) throws Exception {
        String data =
                StandardCharsets.UTF_8.decode(record.getKinesis().getData()).toString();
        Span.current().setAttribute("data", System.getenv(TestFunction.RUN) + data);
        if (data.equals(TestFunction.POISON) && failures++ < TestFunction.FAILURES) {
            throw new Exception("cannot handle this, yet");
        }
    }
}
