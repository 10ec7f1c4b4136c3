package io.kinesistrace.lambda;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import io.kinesistrace.consumer.KinesisConsumerTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.instrumentation.awslambdacore.v1_0.AwsLambdaRequest;
import io.opentelemetry.instrumentation.awslambdacore.v1_0.internal.AwsLambdaFunctionInstrumenter;
import io.opentelemetry.instrumentation.awslambdacore.v1_0.internal.AwsLambdaFunctionInstrumenterFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The wrapper's own instrumenter, and on the span that it starts for an event of several records a link to each producer. The wrapper has no
 * other place where the span is at hand before the function: its {@code handleRequest} is final, and what it calls is the user's to write.
 */
final class LinkingInstrumenter extends AwsLambdaFunctionInstrumenter {
    private final AwsLambdaFunctionInstrumenter wrappers;
    private final KinesisConsumerTelemetry telemetry;

    LinkingInstrumenter(OpenTelemetry openTelemetry) {
        // What this class is not to do itself, every method passes on.
        super(openTelemetry, null);
        this.wrappers = AwsLambdaFunctionInstrumenterFactory.createInstrumenter(openTelemetry);
        this.telemetry = KinesisConsumerTelemetry.create(openTelemetry);
    }

    @Override
    public boolean shouldStart(Context parent, AwsLambdaRequest request) {
        return wrappers.shouldStart(parent, request);
    }

    @Override
    public Context start(Context parent, AwsLambdaRequest request) {
        Context started = wrappers.start(parent, request);
        try {
            linkProducers(Span.fromContext(started), request.getInput());
        } catch (RuntimeException e) {
            // An event that is not whole. Nobody would catch it: the function would never see the event.
        }
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

    /** The only record of an event is no link: its producer is the parent. */
    private void linkProducers(Span span, @Nullable Object event) {
        List<KinesisEventRecord> records = event instanceof KinesisEvent ? ((KinesisEvent) event).getRecords() : null;
        if (records != null && records.size() > 1) {
            LambdaRecords.shard(telemetry, records.get(0)).linkProducers(span, records);
        }
    }
}
