package io.kinesistrace.examples.flink;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Processes each order in a span of its own. An operator that is chained to it, such as the sink, runs within that span. */
public final class OrderSpans extends ProcessFunction<String, String> {
    static final String NAME = "take order";

    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(String order, Context context, Collector<String> out) {
        Span span = GlobalOpenTelemetry.getTracer("orders").spanBuilder(NAME).startSpan();
        try (Scope scope = span.makeCurrent()) {
            out.collect(order);
        } finally {
            span.end();
        }
    }
}
