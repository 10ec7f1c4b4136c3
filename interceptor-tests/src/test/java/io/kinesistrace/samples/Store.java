package io.kinesistrace.samples;

import io.opentelemetry.api.trace.Span;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Where the functions of the samples put orders: it prints them, with the trace in which each came. */
public final class Store {
    static final String STORED = "stored ";

    private Store() {}

    public static void put(ByteBuffer order) {
        System.out.println(STORED + StandardCharsets.UTF_8.decode(order) + " in "
                + Span.current().getSpanContext().getTraceId());
    }
}
