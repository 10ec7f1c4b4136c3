package io.kinesistrace.lambda;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import io.kinesistrace.consumer.KinesisConsumerTelemetry;
import io.kinesistrace.internal.report.Guard;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.instrumentation.awslambdacore.v1_0.AwsLambdaRequest;
import io.opentelemetry.instrumentation.awslambdacore.v1_0.internal.AwsLambdaFunctionInstrumenter;
import io.opentelemetry.instrumentation.awslambdacore.v1_0.internal.AwsLambdaFunctionInstrumenterFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Delegates to the wrapper's own instrumenter, and links the span of an event with several records to each producer. The wrapper has no other
 * place where the span is available before the function is called: its {@code handleRequest} is final and calls only the user's code.
 */
final class LinkingInstrumenter extends AwsLambdaFunctionInstrumenter {
    private static final Guard GUARD =
            new Guard("A Lambda invocation could not be linked to the producers of its records.");

    private final AwsLambdaFunctionInstrumenter wrappers;
    private final KinesisConsumerTelemetry telemetry;

    LinkingInstrumenter(OpenTelemetry openTelemetry, KinesisConsumerTelemetry telemetry) {
        // Unused: every method delegates.
        super(openTelemetry, null);
        this.wrappers = AwsLambdaFunctionInstrumenterFactory.createInstrumenter(openTelemetry);
        this.telemetry = telemetry;
    }

    @Override
    public boolean shouldStart(Context parent, AwsLambdaRequest request) {
        return wrappers.shouldStart(parent, request);
    }

    @Override
    public Context start(Context parent, AwsLambdaRequest request) {
        Context started = wrappers.start(parent, request);
        // Nothing else would catch a fault here, and the function would never see the event.
        GUARD.run(() -> linkProducers(Span.fromContext(started), request.getInput()));
        return started;
    }

    @Override
    public void end(Context context, AwsLambdaRequest request, @Nullable Object response, @Nullable Throwable thrown) {
        wrappers.end(context, request, response, thrown);
    }

    @Override
    public Context extract(AwsLambdaRequest request) {
        return wrappers.extract(request);
    }

    /** For an event with one record, its producer is the parent instead, unless the telemetry is configured to link only. */
    private void linkProducers(Span span, @Nullable Object event) {
        List<KinesisEventRecord> records =
                LambdaRecords.of(event instanceof KinesisEvent ? (KinesisEvent) event : null);
        if (records.size() > 1 || records.size() == 1 && !telemetry.parentFromRecord()) {
            LambdaRecords.shard(telemetry, records.get(0)).linkProducers(span, records);
        }
    }
}
