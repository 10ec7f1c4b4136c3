/**
 * The wire format: the traceparent, the partition key that carries it, and the hash that keeps a record on its shard. Plain Java.
 *
 * <p>Internal: public to the compiler only, no part of the API, and subject to change without notice.
 */
@NullMarked
package io.kinesistrace.internal.wire;

import org.jspecify.annotations.NullMarked;
