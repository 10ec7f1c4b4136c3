/**
 * Consumers with the Kinesis Client Library 3: its record processors in spans that are tied to the traces of the records' producers.
 *
 * <pre>{@code
 * KclTelemetry tracing = KclTelemetry.create(KinesisConsumerTelemetry.create(openTelemetry));
 * ShardRecordProcessorFactory traced = tracing.trace(OrderProcessor::new);
 * ConfigsBuilder configs = new ConfigsBuilder(
 *         "orders", "order-service", kinesis, dynamoDb, cloudWatch, workerId, traced);
 * }</pre>
 */
@NullMarked
package io.kinesistrace.kcl;

import org.jspecify.annotations.NullMarked;
