'use strict';
// Runs the example's handler as Lambda would, with OpenTelemetry's SDK. Argument: the file of an event. Prints one line of JSON for each span.
const { readFileSync } = require('node:fs');
const { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } = require('@opentelemetry/sdk-trace-node');

const exporter = new InMemorySpanExporter();
new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register();

require('./handler').handler(JSON.parse(readFileSync(process.argv[2], 'utf8'))).then(() => {
  for (const span of exporter.getFinishedSpans()) {
    const { traceId } = span.spanContext();
    console.log(JSON.stringify({ name: span.name, traceId, parent: span.parentSpanContext?.spanId, attributes: span.attributes }));
  }
});
