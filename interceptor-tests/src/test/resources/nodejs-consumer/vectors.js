'use strict';
// Holds the example to the vectors of the wire format. Argument: their file. Prints how many of each kind it has checked.
const assert = require('node:assert/strict');
const { readFileSync } = require('node:fs');
const { ROOT_CONTEXT, trace } = require('@opentelemetry/api');
const { extract, originalKey, explicitHashKey } = require('./kinesis-trace');

const vectors = JSON.parse(readFileSync(process.argv[2], 'utf8'));

for (const { name, partitionKey, context, originalKey: original } of vectors.read) {
  const producer = trace.getSpanContext(extract(partitionKey));
  const expected = context && { traceId: context.traceId, spanId: context.spanId, traceFlags: parseInt(context.flags, 16), isRemote: true };
  assert.deepEqual(producer ?? null, expected, name);
  assert.equal(extract(partitionKey) === ROOT_CONTEXT, context === null, name);
  assert.equal(originalKey(partitionKey), original, name);
}
for (const { key, explicitHashKey: expected } of vectors.hash) {
  assert.equal(explicitHashKey(key), expected, key);
}
console.log(`read ${vectors.read.length} hash ${vectors.hash.length}`);
