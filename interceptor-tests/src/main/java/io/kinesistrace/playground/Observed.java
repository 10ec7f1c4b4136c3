package io.kinesistrace.playground;

import io.kinesistrace.playground.event.Event;
import io.kinesistrace.playground.zipkin.ZipkinSpan;
import java.util.List;

/**
 * What was observed in one situation.
 *
 * @param handled the events that the consumer handled, in the order in which it started them
 * @param traces of both applications, as read from Zipkin
 * @param links of the consumer's spans, read from its own output because Zipkin does not store links
 */
record Observed(Situation situation, List<Handled> handled, List<List<ZipkinSpan>> traces, SpanLinks links) {

    String name() {
        return situation.text();
    }

    /** An event, and the shard that it was read from. */
    record Handled(Event event, String shard) {}
}
