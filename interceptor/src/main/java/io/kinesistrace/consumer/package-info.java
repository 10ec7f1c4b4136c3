/**
 * Spans for the processing of records, the same for every source: the AWS SDK, the Kinesis Client Library, AWS Lambda, and others.
 *
 * <pre>{@code
 * KinesisConsumerTelemetry telemetry = KinesisConsumerTelemetry.create(openTelemetry);
 * ShardTelemetry<Record> shard = telemetry.shard("orders", "shardId-000000000000", Record::partitionKey, Record::sequenceNumber);
 * for (Record record : records) {
 *     shard.process(record, () -> handle(record));
 * }
 * }</pre>
 */
@NullMarked
package io.kinesistrace.consumer;

import org.jspecify.annotations.NullMarked;
