package io.kinesistrace.lambda;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import io.kinesistrace.PartitionKeyPropagator;
import io.kinesistrace.consumer.KinesisConsumerTelemetry;
import io.kinesistrace.internal.report.Guard;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.instrumentation.awslambdacore.v1_0.TracingRequestHandler;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A Lambda function on a Kinesis stream whose invocation is traced as a whole. If the event has one record, the span of the invocation
 * continues the trace of that record's producer. If it has several, the span links to each producer's span, as a span can have only one
 * parent; see {@link io.kinesistrace.consumer.KinesisConsumerTelemetryBuilder#maxLinks}. If no record carries a context, the invocation is
 * traced as by {@link TracingRequestHandler} itself.
 *
 * <p>The context reaches the wrapper through the propagators of the OpenTelemetry SDK. If none is configured, no trace is continued.
 *
 * <p>One instance serves one invocation at a time, as the Lambda runtime calls it. An exception of {@link #doHandleRequest} is recorded on the
 * span and reaches the runtime unchanged, so that the event source mapping retries the batch.
 *
 * @param <O> what the function returns
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html">Using Lambda to process records from Kinesis</a>
 */
public abstract class TracingKinesisEventHandler<O> extends TracingRequestHandler<KinesisEvent, O> {
    private static final Guard GUARD =
            new Guard("The trace of a Kinesis record could not be continued; the function is called anyway.");

    private final PartitionKeyPropagator propagator = PartitionKeyPropagator.create();
    private final ContextPropagators wrapperPropagators;
    private final boolean parentFromRecord;

    /**
     * Uses the flush timeout of OpenTelemetry's wrapper, one second.
     *
     * @param openTelemetrySdk creates the spans, and is flushed when an invocation ends
     */
    protected TracingKinesisEventHandler(OpenTelemetrySdk openTelemetrySdk) {
        this(openTelemetrySdk, DEFAULT_FLUSH_TIMEOUT);
    }

    /**
     * Uses a given flush timeout.
     *
     * @param openTelemetrySdk creates the spans, and is flushed when an invocation ends
     * @param flushTimeout how long the end of an invocation may wait for its spans to be exported
     */
    protected TracingKinesisEventHandler(OpenTelemetrySdk openTelemetrySdk, Duration flushTimeout) {
        this(openTelemetrySdk, flushTimeout, KinesisConsumerTelemetry.create(openTelemetrySdk));
    }

    /**
     * Uses the options of a given telemetry: the limit of links, and whether a single record's producer is the parent or a link.
     *
     * @param openTelemetrySdk creates the spans, and is flushed when an invocation ends
     * @param flushTimeout how long the end of an invocation may wait for its spans to be exported
     * @param telemetry whose options apply
     */
    protected TracingKinesisEventHandler(
            OpenTelemetrySdk openTelemetrySdk, Duration flushTimeout, KinesisConsumerTelemetry telemetry) {
        super(openTelemetrySdk, flushTimeout, new LinkingInstrumenter(openTelemetrySdk, telemetry));
        this.wrapperPropagators = openTelemetrySdk.getPropagators();
        this.parentFromRecord = telemetry.parentFromRecord();
    }

    /** Returns headers with the context of the event's only record, else the default headers. */
    @Override
    protected Map<String, String> extractHttpHeaders(KinesisEvent event) {
        Map<String, String> headers = GUARD.get(() -> producerHeaders(event), Collections.emptyMap());
        return headers.isEmpty() ? super.extractHttpHeaders(event) : headers;
    }

    private Map<String, String> producerHeaders(KinesisEvent event) {
        Map<String, String> headers = new HashMap<>();
        List<KinesisEventRecord> records = LambdaRecords.of(event);
        if (parentFromRecord && records.size() == 1) {
            Context producer = propagator.extract(Context.root(), LambdaRecords.partitionKey(records.get(0)));
            // Writes nothing if the key carries no context.
            wrapperPropagators.getTextMapPropagator().inject(producer, headers, TracingKinesisEventHandler::put);
        }
        return headers;
    }

    /** The wrapper looks headers up in lower case. */
    private static void put(Map<String, String> headers, String name, String value) {
        headers.put(name.toLowerCase(Locale.ROOT), value);
    }
}
