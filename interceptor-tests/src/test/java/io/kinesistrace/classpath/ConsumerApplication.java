package io.kinesistrace.classpath;

import io.kinesistrace.PartitionKeyPropagator;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;

/** A consumer without the AWS SDK. Argument: partition key. */
final class ConsumerApplication {
    private ConsumerApplication() {}

    public static void main(String[] args) {
        PartitionKeyPropagator propagator = PartitionKeyPropagator.create();
        Context producer = propagator.extract(Context.root(), args[0]);
        System.out.println(
                "trace: " + Span.fromContext(producer).getSpanContext().getTraceId());
        System.out.println("key: " + propagator.inject(producer, "order-17").partitionKey());
    }
}
