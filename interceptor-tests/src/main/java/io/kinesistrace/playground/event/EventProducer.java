package io.kinesistrace.playground.event;

import io.kinesistrace.playground.kinesis.LocalKinesis;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * Sends events, each in a span of its own. The start command decides how the spans are collected (by the Java agent, or by an autoconfigured
 * OpenTelemetry SDK) and whether the trace is propagated.
 */
public final class EventProducer {
    /** The start of the line that is printed for each event sent. */
    public static final String SENT = "sent ";

    /** Every run sends the events in the same order. */
    private static final long SEED = 5;

    private final KinesisClient kinesis;
    private final String stream;
    private final Tracer tracer = GlobalOpenTelemetry.getTracer("event-producer");

    private EventProducer(KinesisClient kinesis, String stream) {
        this.kinesis = kinesis;
        this.stream = stream;
    }

    /** Arguments: endpoint, stream, number of groups, events per group. */
    public static void main(String[] args) {
        URI endpoint = URI.create(args[0]);
        int groups = Integer.parseInt(args[2]);
        int eventsPerGroup = Integer.parseInt(args[3]);
        try (KinesisClient kinesis =
                LocalKinesis.configure(KinesisClient.builder(), endpoint).build()) {
            new EventProducer(kinesis, args[1]).produceAll(groups, eventsPerGroup);
        }
    }

    private void produceAll(int groups, int eventsPerGroup) {
        for (Event event : interleaved(groups, eventsPerGroup)) {
            produce(event);
            System.out.println(SENT + event.id());
        }
    }

    /** Groups alternate at random, like orders or devices; within a group, the numbers ascend. */
    private static List<Event> interleaved(int groups, int eventsPerGroup) {
        List<Integer> turns = new ArrayList<>();
        for (int i = 0; i < groups * eventsPerGroup; i++) {
            turns.add(i % groups);
        }
        Collections.shuffle(turns, new Random(SEED));
        int[] next = new int[groups];
        return turns.stream()
                .map(group -> new Event("group-" + group, next[group]++))
                .toList();
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
