'use strict';
// A Lambda function that handles each record of an event in the trace of its producer.
const { SpanKind, trace } = require('@opentelemetry/api');
const { extract, originalKey } = require('./kinesis-trace');

exports.handler = async (event) => {
  const tracer = trace.getTracer('orders');
  for (const { kinesis, eventSourceARN } of event.Records) {
    const stream = eventSourceARN.split('/').pop();
    await tracer.startActiveSpan(`process ${stream}`, { kind: SpanKind.CONSUMER }, extract(kinesis.partitionKey), async (span) => {
      try {
        await handle(Buffer.from(kinesis.data, 'base64'), originalKey(kinesis.partitionKey));
      } finally {
        span.end();
      }
    });
  }
};

// Your code. What it calls belongs to the same trace.
async function handle(data, order) {
  trace.getActiveSpan()?.setAttributes({ 'order.data': data.toString(), ...(order !== null && { 'order.key': order }) });
}
