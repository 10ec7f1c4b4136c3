package io.kinesistrace.playground.lambda;

import java.util.List;
import software.amazon.awssdk.services.kinesis.model.Record;

/**
 * One invocation of the function by the event source mapping.
 *
 * @param shard where the records were read
 * @param records of one shard, in their order
 * @param handled how many of them, from the first, are completed; the rest is delivered again
 * @param response the function's response
 * @param startNanos {@link System#nanoTime()} before the invocation
 * @param endNanos the same, after the invocation
 */
public record Delivery(
        String shard, List<Record> records, int handled, LambdaResponse response, long startNanos, long endNanos) {

    /** The completed records. */
    public List<Record> handledRecords() {
        return records.subList(0, handled);
    }
}
