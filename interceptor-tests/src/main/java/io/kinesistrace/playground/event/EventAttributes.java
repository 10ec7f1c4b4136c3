package io.kinesistrace.playground.event;

import io.opentelemetry.api.common.AttributeKey;

/** What the spans of both applications say about an event, so that they can be found by it. */
public final class EventAttributes {
    public static final AttributeKey<String> EVENT = AttributeKey.stringKey("event.id");
    public static final AttributeKey<String> STREAM = AttributeKey.stringKey("event.stream");

    private EventAttributes() {}
}
