/**
 * Consumers on AWS Lambda: handlers of OpenTelemetry's Lambda wrapper that continue the trace of the records' producers.
 *
 * <pre>{@code
 * public final class OrderHandler extends TracingKinesisEventHandler<String> {
 *     public OrderHandler() { super(AutoConfiguredOpenTelemetrySdk.initialize().getOpenTelemetrySdk()); }
 *     protected String doHandleRequest(KinesisEvent event, Context context) { return handle(event.getRecords().get(0)); }
 * }
 * }</pre>
 */
@NullMarked
package io.kinesistrace.lambda;

import org.jspecify.annotations.NullMarked;
