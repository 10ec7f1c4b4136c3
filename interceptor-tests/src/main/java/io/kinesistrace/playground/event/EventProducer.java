package io.kinesistrace.playground.event;

import io.kinesistrace.playground.kinesis.LocalKinesis;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.net.URI;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * Puts events, each in a span of its own. It knows neither who collects its spans (the Java agent, or an OpenTelemetry that configures
 * itself) nor whether its trace is carried on: that is decided by whoever starts this program.
 */
public final class EventProducer {
    private final KinesisClient kinesis;
    private final String stream;
    private final Tracer tracer = GlobalOpenTelemetry.getTracer("event-producer");

    private EventProducer(KinesisClient kinesis, String stream) {
        this.kinesis = kinesis;
        this.stream = stream;
    }

    /** Arguments: endpoint, stream, number of groups, events a group. */
    public static void main(String[] args) {
        URI endpoint = URI.create(args[0]);
        int groups = Integer.parseInt(args[2]);
        int eventsPerGroup = Integer.parseInt(args[3]);
        try (KinesisClient kinesis =
                LocalKinesis.configure(KinesisClient.builder(), endpoint).build()) {
            new EventProducer(kinesis, args[1]).produceAll(groups, eventsPerGroup);
        }
    }

    /** Group after group: the events of a group come close together, as they do where order matters. */
    private void produceAll(int groups, int eventsPerGroup) {
        for (int group = 0; group < groups; group++) {
            for (int number = 0; number < eventsPerGroup; number++) {
                produce(new Event("group-" + group, number));
            }
        }
    }

    private void produce(Event event) {
        Span span = tracer.spanBuilder("send " + stream)
                .setSpanKind(SpanKind.PRODUCER)
                .setAttribute(EventAttributes.EVENT, event.id())
                .setAttribute(EventAttributes.STREAM, stream)
                .startSpan();
        try (Scope scope = span.makeCurrent()) {
            kinesis.putRecord(request ->
                    request.streamName(stream).partitionKey(event.group()).data(event.toBytes()));
        } finally {
            span.end();
        }
    }
}
