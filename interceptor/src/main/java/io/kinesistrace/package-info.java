/**
 * The producer side and the wire format: a trace travels over Amazon Kinesis in the partition key of each record.
 *
 * <pre>{@code
 * // Producer: nothing but the dependency; or, with settings of its own, on the client's builder.
 * KinesisClient kinesis = KinesisClient.builder()
 *     .overrideConfiguration(o -> o.addExecutionInterceptor(KinesisTraceInterceptor.create()))
 *     .build();
 *
 * // Consumer
 * Context parent = PartitionKeyPropagator.create().extract(Context.current(), record.partitionKey());
 * }</pre>
 */
@NullMarked
package io.kinesistrace;

import org.jspecify.annotations.NullMarked;
