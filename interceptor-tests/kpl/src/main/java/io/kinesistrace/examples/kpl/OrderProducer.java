package io.kinesistrace.examples.kpl;

import com.google.common.util.concurrent.ListenableFuture;
import io.kinesistrace.PartitionKeyPropagator;
import io.kinesistrace.RecordKey;
import io.opentelemetry.context.Context;
import java.nio.ByteBuffer;
import software.amazon.kinesis.producer.KinesisProducer;
import software.amazon.kinesis.producer.KinesisProducerConfiguration;
import software.amazon.kinesis.producer.KinesisProducerConfiguration.RecordDistributionStrategyDefault;
import software.amazon.kinesis.producer.UserRecordResult;

/**
 * Puts orders with the Kinesis Producer Library. It sends from a native process that no interceptor of the AWS SDK can see, so each user
 * record gets its partition key and explicit hash key here.
 */
public final class OrderProducer {
    private final PartitionKeyPropagator propagator = PartitionKeyPropagator.create();
    private final KinesisProducer producer;
    private final String stream;

    public OrderProducer(KinesisProducer producer, String stream) {
        this.producer = producer;
        this.stream = stream;
    }

    /**
     * Version 1.1 of the library needs this setting: without it, the library ignores explicit hash keys until it has asked the service how the
     * stream distributes records, so the first records go to the shard of their trace. Version 1.0 has no such setting and needs none.
     */
    public static KinesisProducerConfiguration configuration() {
        return new KinesisProducerConfiguration()
                .setRecordDistributionStrategyDefault(RecordDistributionStrategyDefault.USER_PARTITION_KEY);
    }

    /** Puts an order in the current trace, on the shard of its own key. */
    public ListenableFuture<UserRecordResult> put(String order, ByteBuffer data) {
        RecordKey key = propagator.inject(Context.current(), order);
        return producer.addUserRecord(stream, key.partitionKey(), key.explicitHashKey(), data);
    }
}
