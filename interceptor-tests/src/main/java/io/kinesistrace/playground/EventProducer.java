package io.kinesistrace.playground;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.net.URI;
import java.nio.file.Path;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * Puts events, each in a span of its own. It does not know that its trace is carried on: whether the interceptor is on the class path, and
 * how it is set, is decided by whoever starts this program.
 */
public final class EventProducer {
    private final KinesisClient kinesis;
    private final String stream;
    private final Tracer tracer;

    EventProducer(KinesisClient kinesis, String stream, OpenTelemetry openTelemetry) {
        this.kinesis = kinesis;
        this.stream = stream;
        this.tracer = openTelemetry.getTracer("event-producer");
    }

    /** Arguments: endpoint, stream, number of groups, events a group, file for the spans. */
    public static void main(String[] args) {
        URI endpoint = URI.create(args[0]);
        String stream = args[1];
        int groups = Integer.parseInt(args[2]);
        int eventsPerGroup = Integer.parseInt(args[3]);
        try (OpenTelemetrySdk openTelemetry = SpanFile.openTelemetry(Path.of(args[4]));
                KinesisClient kinesis = LocalKinesis.configure(KinesisClient.builder(), endpoint)
                        .build()) {
            new EventProducer(kinesis, stream, openTelemetry).produceAll(groups, eventsPerGroup);
        }
    }

    /** Group after group: the events of a group come close together, as they do where order matters. */
    void produceAll(int groups, int eventsPerGroup) {
        for (int group = 0; group < groups; group++) {
            for (int number = 0; number < eventsPerGroup; number++) {
                produce(new Event("group-" + group, number));
            }
        }
    }

    private void produce(Event event) {
        Span span = tracer.spanBuilder("send " + stream)
                .setSpanKind(SpanKind.PRODUCER)
                .setAttribute(SpanFile.EVENT_ID, event.id())
                .startSpan();
        try (Scope scope = span.makeCurrent()) {
            kinesis.putRecord(request ->
                    request.streamName(stream).partitionKey(event.group()).data(event.toBytes()));
        } finally {
            span.end();
        }
    }
}
