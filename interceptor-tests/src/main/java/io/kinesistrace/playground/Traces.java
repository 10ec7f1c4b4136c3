package io.kinesistrace.playground;

import io.kinesistrace.playground.event.EventAttributes;
import io.kinesistrace.playground.zipkin.ZipkinSpan;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/** Evaluates the traces of one situation. */
final class Traces {
    static final String PRODUCER = "event-producer";
    static final String CONSUMER = "event-consumer";

    /** The span name that the SDK instrumentations use; Zipkin converts names to lower case. */
    private static final String KINESIS_CALL = "kinesis.putrecord";

    private final List<List<ZipkinSpan>> traces;
    private final SpanLinks links;

    Traces(List<List<ZipkinSpan>> traces, SpanLinks links) {
        this.traces = traces;
        this.links = links;
    }

    int count() {
        return traces.size();
    }

    int withBothServices() {
        return (int) traces.stream()
                .filter(trace -> services(trace).containsAll(Set.of(PRODUCER, CONSUMER)))
                .count();
    }

    /** Events whose consumer span is in the trace of their producer span. */
    Set<String> continuedEvents() {
        return consumedEvents((span, producerTrace) -> span.traceId().equals(producerTrace));
    }

    /** Events whose consumer span links to the trace of their producer span. */
    Set<String> linkedEvents() {
        return consumedEvents((span, producerTrace) -> links.of(span.id()).contains(producerTrace));
    }

    private Set<String> consumedEvents(BiPredicate<ZipkinSpan, String> tie) {
        Map<String, String> producerTraces = spansOf(PRODUCER).stream()
                .filter(span -> !eventsOf(span).isEmpty())
                .collect(Collectors.toMap(span -> eventsOf(span).get(0), ZipkinSpan::traceId));
        return spansOf(CONSUMER).stream()
                .flatMap(span -> eventsOf(span).stream().filter(event -> tie.test(span, producerTraces.get(event))))
                .collect(Collectors.toSet());
    }

    /** The kind of parent of the consumer's spans: one word for all, or {@code mixed}. */
    String consumerParent() {
        Set<String> parents = traces.stream()
                .flatMap(trace -> trace.stream()
                        .filter(span -> span.service().equals(CONSUMER))
                        .map(span -> parentOf(span, trace)))
                .collect(Collectors.toSet());
        return parents.size() == 1 ? parents.iterator().next() : "mixed";
    }

    /** The traces in which an event was put or handled. */
    List<List<ZipkinSpan>> ofEvent(String event) {
        return traces.stream()
                .filter(trace -> trace.stream().anyMatch(span -> eventsOf(span).contains(event)))
                .toList();
    }

    List<ZipkinSpan> spansOf(String service) {
        return traces.stream()
                .flatMap(List::stream)
                .filter(span -> span.service().equals(service))
                .toList();
    }

    static boolean isKinesisCall(ZipkinSpan span) {
        return span.service().equals(PRODUCER) && span.name().startsWith(KINESIS_CALL);
    }

    private static String parentOf(ZipkinSpan span, List<ZipkinSpan> trace) {
        if (span.parentId() == null) {
            return "none";
        }
        return trace.stream()
                .filter(candidate -> candidate.id().equals(span.parentId()))
                .map(parent -> isKinesisCall(parent) ? "kinesis-call" : "application-span")
                .findFirst()
                .orElse("missing");
    }

    private static Set<String> services(List<ZipkinSpan> trace) {
        return trace.stream().map(ZipkinSpan::service).collect(Collectors.toSet());
    }

    static List<String> eventsOf(ZipkinSpan span) {
        return EventAttributes.split(span.tag(EventAttributes.EVENT.getKey()));
    }
}
