/**
 * The producer side and the wire format: a trace travels over Amazon Kinesis in the partition key of each record.
 *
 * <p>A producer needs nothing but the jar on its class path; or, with settings of its own, on the builder of a client:
 *
 * <pre>{@code
 * KinesisTraceInterceptor tracing = KinesisTraceInterceptor.builder().excludeStreams("audit-*").build();
 * KinesisClient kinesis = KinesisClient.builder()
 *     .overrideConfiguration(overrides -> overrides.addExecutionInterceptor(tracing))
 *     .build();
 * }</pre>
 *
 * <p>A consumer reads the context from the key, itself or by one of the packages for its source of records:
 *
 * <pre>{@code
 * Context producer = PartitionKeyPropagator.create().extract(Context.current(), record.partitionKey());
 * }</pre>
 */
@NullMarked
package io.kinesistrace;

import org.jspecify.annotations.NullMarked;
