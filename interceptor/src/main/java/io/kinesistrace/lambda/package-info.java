/**
 * Consumers on AWS Lambda: handlers, based on OpenTelemetry's Lambda wrapper, that continue the traces of the records' producers.
 *
 * <pre>{@code
 * public class OrderHandler extends TracingKinesisRecordHandler {
 *     public OrderHandler() { super(AutoConfiguredOpenTelemetrySdk.initialize().getOpenTelemetrySdk()); }
 *     @Override
 *     protected void handleRecord(KinesisEventRecord record, Context context) {
 *         System.out.println("Handled in trace " + Span.current().getSpanContext().getTraceId());
 *     }
 * }
 * }</pre>
 */
@NullMarked
package io.kinesistrace.lambda;

import org.jspecify.annotations.NullMarked;
