package io.kinesistrace.lambda;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import io.kinesistrace.PartitionKeyPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.instrumentation.awslambdacore.v1_0.TracingRequestHandler;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A Lambda function on a Kinesis stream that is traced as a whole. The span of the invocation continues the trace of the producer of the
 * event's only record. With more records it has a link to the span of each producer instead, as a span can have one parent only; 128 at
 * the most, see {@link io.kinesistrace.consumer.KinesisConsumerTelemetry.Builder#maxLinks}. Where no record carries a context, it is traced
 * as by {@link TracingRequestHandler} itself.
 *
 * <p>Whichever propagators the OpenTelemetry SDK that is passed in has: the context reaches the wrapper in their headers. With none at all,
 * nothing is continued.
 *
 * <p>One instance serves one invocation at a time, as the Lambda runtime calls it. An exception of {@link #doHandleRequest} is recorded on
 * the span and reaches the runtime unchanged, so that the event source mapping tries the batch again.
 *
 * @param <O> what the function returns
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html">Using Lambda to process records from Kinesis</a>
 */
public abstract class TracingKinesisEventHandler<O> extends TracingRequestHandler<KinesisEvent, O> {
    private final PartitionKeyPropagator propagator = PartitionKeyPropagator.create();
    private final ContextPropagators wrapperPropagators;

    /**
     * With the flush timeout of OpenTelemetry's wrapper, one second.
     *
     * @param openTelemetrySdk that makes the spans, and is flushed when an invocation ends
     */
    protected TracingKinesisEventHandler(OpenTelemetrySdk openTelemetrySdk) {
        this(openTelemetrySdk, DEFAULT_FLUSH_TIMEOUT);
    }

    /**
     * With a flush timeout of its own.
     *
     * @param openTelemetrySdk that makes the spans, and is flushed when an invocation ends
     * @param flushTimeout how long the end of an invocation may wait for its spans to be exported
     */
    protected TracingKinesisEventHandler(OpenTelemetrySdk openTelemetrySdk, Duration flushTimeout) {
        super(openTelemetrySdk, flushTimeout, new LinkingInstrumenter(openTelemetrySdk));
        this.wrapperPropagators = openTelemetrySdk.getPropagators();
    }

    /** Headers with the context of the only record of the event; else the default headers. */
    @Override
    protected Map<String, String> extractHttpHeaders(KinesisEvent event) {
        Map<String, String> headers = producerHeaders(event);
        return headers.isEmpty() ? super.extractHttpHeaders(event) : headers;
    }

    private Map<String, String> producerHeaders(KinesisEvent event) {
        Map<String, String> headers = new HashMap<>();
        try {
            List<KinesisEventRecord> records = event.getRecords();
            if (records.size() == 1) {
                Context producer = propagator.extract(Context.root(), LambdaRecords.partitionKey(records.get(0)));
                // Writes nothing where the key carried nothing.
                wrapperPropagators.getTextMapPropagator().inject(producer, headers, TracingKinesisEventHandler::put);
            }
        } catch (RuntimeException e) {
            // Nobody would catch it: the event would fail before the function saw it, and fail again with every retry.
            headers.clear();
        }
        return headers;
    }

    /** The wrapper looks headers up in lower case. */
    private static void put(Map<String, String> headers, String name, String value) {
        headers.put(name.toLowerCase(Locale.ROOT), value);
    }
}
