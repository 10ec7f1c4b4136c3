package io.kinesistrace.playground.event;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/** What the spans of both applications say about an event, so that they can be found by it. */
public final class EventAttributes {
    public static final AttributeKey<String> EVENT = AttributeKey.stringKey("event.id");

    public static final AttributeKey<String> STREAM = AttributeKey.stringKey("event.stream");

    private static final String SEPARATOR = ",";

    private EventAttributes() {}

    /** The events of a span that is about several. */
    static String join(List<String> events) {
        return String.join(SEPARATOR, events);
    }

    /** The events that a span is about; none where it says nothing. */
    public static List<String> split(String events) {
        return events == null ? List.of() : List.of(events.split(SEPARATOR));
    }
}
