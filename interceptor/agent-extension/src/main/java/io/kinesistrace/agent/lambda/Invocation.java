package io.kinesistrace.agent.lambda;

import io.kinesistrace.PartitionKeyPropagator;
import io.kinesistrace.consumer.KinesisConsumerTelemetry;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;

/**
 * One invocation of a Lambda function with Kinesis records. Between {@link #enter} and {@link #started}, the agent may create a span. The
 * runtime and bridge methods of the function may call several instrumented methods; only the first one counts.
 */
public final class Invocation {
    private static final ThreadLocal<Invocation> CURRENT = new ThreadLocal<>();
    private static final PartitionKeyPropagator PROPAGATOR = PartitionKeyPropagator.create();
    private static final String UNKNOWN = "unknown";

    private final List<EventRecord> records;
    private final SpanContext onlyProducer;
    private Context offer;
    private Scope scope = Scope.noop();
    private boolean started;

    private Invocation(List<EventRecord> records) {
        this.records = records;
        this.onlyProducer = records.size() == 1 ? producerOf(records.get(0)) : SpanContext.getInvalid();
    }

    /**
     * Called before the agent creates its span.
     *
     * @param event the function's argument
     * @return to be passed to {@link #exit}; null if there is nothing to do
     */
    public static Object enter(Object event) {
        if (CURRENT.get() != null) {
            return null;
        }
        List<EventRecord> records = EventRecord.in(event);
        if (records.isEmpty()) {
            return null;
        }
        Invocation invocation = new Invocation(records);
        CURRENT.set(invocation);
        invocation.offerParent();
        return invocation;
    }

    /** Called after the agent has created its span, before the function's code. */
    public static void started() {
        Invocation invocation = CURRENT.get();
        if (invocation != null && !invocation.started) {
            invocation.started = true;
            invocation.withdrawIfUnused();
            invocation.link(Span.current());
        }
    }

    /**
     * Called after the function has returned or thrown.
     *
     * @param invocation what {@link #enter} returned
     */
    public static void exit(Object invocation) {
        if (invocation != null) {
            CURRENT.remove();
            ((Invocation) invocation).scope.close();
        }
    }

    /** If there is no propagator, the operator wants no trace to be continued. */
    private void offerParent() {
        boolean propagates = !GlobalOpenTelemetry.getPropagators()
                .getTextMapPropagator()
                .fields()
                .isEmpty();
        if (onlyProducer.isValid() && propagates) {
            offer = new ProducerOffer(Context.current(), onlyProducer);
            scope = offer.makeCurrent();
        }
    }

    /** If the agent creates no span, the function must not see the offer. */
    private void withdrawIfUnused() {
        if (offer != null && Context.current() == offer) {
            scope.close();
            scope = Scope.noop();
        }
    }

    /** The only producer of an event is not linked if it is the parent. */
    private void link(Span span) {
        SpanContext started = span.getSpanContext();
        boolean isContinued = onlyProducer.isValid() && started.getTraceId().equals(onlyProducer.getTraceId());
        if (started.isValid() && !isContinued) {
            KinesisConsumerTelemetry.create(GlobalOpenTelemetry.get())
                    .shard(UNKNOWN, null, EventRecord::partitionKey, EventRecord::sequenceNumber)
                    .linkProducers(span, records);
        }
    }

    private static SpanContext producerOf(EventRecord record) {
        return Span.fromContext(PROPAGATOR.extract(Context.root(), record.partitionKey()))
                .getSpanContext();
    }
}
