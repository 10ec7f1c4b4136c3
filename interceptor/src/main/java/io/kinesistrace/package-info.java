/**
 * The producer's side and the wire format: a trace is propagated over Amazon Kinesis in the partition key of each record.
 *
 * <p>A producer needs only the jar on its class path. For settings per client, add the interceptor to the client's builder:
 *
 * <pre>{@code
 * KinesisTraceInterceptor tracing = KinesisTraceInterceptor.builder().excludeStreams("audit-*").build();
 * KinesisClient kinesis = KinesisClient.builder()
 *     .overrideConfiguration(overrides -> overrides.addExecutionInterceptor(tracing))
 *     .build();
 * }</pre>
 *
 * <p>A consumer reads the context from the key, or uses the package for its source of records:
 *
 * <pre>{@code
 * Context producer = PartitionKeyPropagator.create().extract(Context.current(), record.partitionKey());
 * }</pre>
 */
@NullMarked
package io.kinesistrace;

import org.jspecify.annotations.NullMarked;
