/**
 * One put: its way through the interceptors, the decision for each record, and the request that is sent.
 *
 * <p>Internal: public to the compiler only, no part of the API, and subject to change without notice.
 */
@NullMarked
package io.kinesistrace.internal.put;

import org.jspecify.annotations.NullMarked;
