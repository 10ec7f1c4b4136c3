package io.kinesistrace.examples.flink;

import io.kinesistrace.KeyFormat;
import io.kinesistrace.PartitionKeyPropagator;
import io.opentelemetry.context.Context;
import org.apache.flink.connector.kinesis.sink.PartitionKeyGenerator;

/**
 * Prefixes an element's own key with the current context when the element enters the sink's buffer. The interceptor adds the hash of that key
 * when the batch is sent. An explicit hash key in the buffer would make every checkpoint fail, because the sink cannot store it.
 *
 * @param <T> the elements
 */
public final class TracedKeyGenerator<T> implements PartitionKeyGenerator<T> {
    private static final long serialVersionUID = 1L;

    private static final PartitionKeyPropagator PROPAGATOR = PartitionKeyPropagator.builder()
            .keyFormat(KeyFormat.TRACEPARENT_AND_KEY)
            .build();

    private final PartitionKeyGenerator<T> key;

    public TracedKeyGenerator(PartitionKeyGenerator<T> key) {
        this.key = key;
    }

    @Override
    public String apply(T element) {
        return PROPAGATOR.inject(Context.current(), key.apply(element)).partitionKey();
    }
}
