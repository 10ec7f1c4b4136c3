/**
 * The handling of one put: its state between the hooks, the rewritten request, and the check of the request that is sent.
 *
 * <p>Internal: public only to the compiler, not part of the API, and subject to change without notice.
 */
@NullMarked
package io.kinesistrace.internal.put;

import org.jspecify.annotations.NullMarked;
