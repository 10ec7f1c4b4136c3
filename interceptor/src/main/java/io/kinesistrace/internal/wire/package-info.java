/**
 * The wire format: the traceparent, the partition key that carries it, and the hash that keeps a record on its shard. Plain Java.
 *
 * <p>Internal: public only to the compiler, not part of the API, and subject to change without notice.
 */
@NullMarked
package io.kinesistrace.internal.wire;

import org.jspecify.annotations.NullMarked;
