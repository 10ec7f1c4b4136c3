package io.kinesistrace.playground.lambda;

import java.util.List;
import software.amazon.awssdk.services.kinesis.model.Record;

/**
 * One invocation of the function by the event source mapping.
 *
 * @param shard where the records were read
 * @param records of one shard, in their order
 * @param response what the function answered
 * @param startNanos {@link System#nanoTime()} before the invocation
 * @param endNanos the same after it
 */
public record Delivery(String shard, List<Record> records, LambdaResponse response, long startNanos, long endNanos) {}
