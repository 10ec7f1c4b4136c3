package io.kinesistrace.playground;

import io.kinesistrace.playground.event.EventAttributes;
import io.kinesistrace.playground.zipkin.ZipkinSpan;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the traces of one situation say. */
final class Traces {
    static final String PRODUCER = "event-producer";
    static final String CONSUMER = "event-consumer";

    /** What the instrumentations of the SDK call their span; Zipkin writes names in lower case. */
    private static final String KINESIS_CALL = "kinesis.putrecord";

    private final List<List<ZipkinSpan>> traces;

    Traces(List<List<ZipkinSpan>> traces) {
        this.traces = traces;
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
    int linkedEvents() {
        Map<String, String> producerTraces = spansOf(PRODUCER).stream()
                .filter(span -> eventOf(span) != null)
                .collect(Collectors.toMap(Traces::eventOf, ZipkinSpan::traceId));
        return (int) spansOf(CONSUMER).stream()
                .filter(span -> span.traceId().equals(producerTraces.get(eventOf(span))))
                .map(Traces::eventOf)
                .distinct()
                .count();
    }

    /** What the parents of the consumer's spans are: one word for all, or {@code mixed}. */
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
                .filter(trace -> trace.stream().anyMatch(span -> event.equals(eventOf(span))))
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

    private static String eventOf(ZipkinSpan span) {
        return span.tag(EventAttributes.EVENT.getKey());
    }
}
