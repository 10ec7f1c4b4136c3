'use strict';
// The trace context in a partition key, as specified in WIRE-FORMAT.md. Copy this file into your function.
const { createHash } = require('node:crypto');
const { ROOT_CONTEXT, trace } = require('@opentelemetry/api');

// version - trace id - span id - flags, what a later version may add, ",," and the producer's own key
const KEY =
  /^(?!ff|00.{53}-)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(?:-.*?)?(?:,,(.*))?$/s;

/** The producer's context, or the given one if the key has none. Never throws. */
function extract(partitionKey, context = ROOT_CONTEXT) {
  const [, version, traceId, spanId, flags] = KEY.exec(partitionKey) ?? [];
  if (!version) return context;
  const traceFlags = parseInt(flags, 16) & (version === '00' ? 0xff : 0x01);
  return trace.setSpanContext(context, { traceId, spanId, traceFlags, isRemote: true });
}

/** The producer's own key; null if it was not sent along. */
function originalKey(partitionKey) {
  const match = KEY.exec(partitionKey);
  return match ? (match[5] ?? null) : partitionKey;
}

/** The hash key that keeps a record on the shard of the producer's own key. */
function explicitHashKey(key) {
  return BigInt('0x' + createHash('md5').update(key, 'utf8').digest('hex')).toString();
}

module.exports = { extract, originalKey, explicitHashKey };
