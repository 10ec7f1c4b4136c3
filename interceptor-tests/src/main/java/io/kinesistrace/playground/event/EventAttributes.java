package io.kinesistrace.playground.event;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/** The event attributes on the spans of both applications, by which they are found. */
public final class EventAttributes {
    public static final AttributeKey<String> EVENT = AttributeKey.stringKey("event.id");

    public static final AttributeKey<String> STREAM = AttributeKey.stringKey("event.stream");

    private static final String SEPARATOR = ",";

    private EventAttributes() {}

    /** The attribute value for a span of several events. */
    static String join(List<String> events) {
        return String.join(SEPARATOR, events);
    }

    /** The events of a span; none if the attribute is missing. */
    public static List<String> split(String events) {
        return events == null ? List.of() : List.of(events.split(SEPARATOR));
    }
}
