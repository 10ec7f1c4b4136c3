package io.kinesistrace.playground;

import io.kinesistrace.playground.event.Event;
import io.kinesistrace.playground.zipkin.ZipkinSpan;
import java.util.List;

/**
 * What came of one situation.
 *
 * @param name of the situation, which is also that of its stream
 * @param handled the events that the consumer handled, in the order in which it came to them
 * @param traces of both applications, as Zipkin has them
 * @param links of the consumer's spans, as it wrote them down: Zipkin knows no links
 */
record Observed(String name, List<Handled> handled, List<List<ZipkinSpan>> traces, SpanLinks links) {

    /** An event, and the shard that it was read from. */
    record Handled(Event event, String shard) {}
}
