/**
 * Consumers with the Kinesis Client Library (2.6 and newer): spans for its record processors, connected to the traces of the producers.
 *
 * <pre>{@code
 * KclTelemetry tracing = KclTelemetry.create(KinesisConsumerTelemetry.create(openTelemetry));
 * ShardRecordProcessorFactory processors = () -> new OrderProcessor(tracing, orders);
 * ShardRecordProcessorFactory traced = tracing.trace(processors);
 * ConfigsBuilder configs = new ConfigsBuilder("orders", "order-service", kinesis, dynamoDb, cloudWatch, "worker-1", traced);
 * }</pre>
 */
@NullMarked
package io.kinesistrace.kcl;

import org.jspecify.annotations.NullMarked;
