/**
 * The decision table: what to change in each record and what to count. It knows only data and keys, not requests.
 *
 * <p>Internal: public only to the compiler, not part of the API, and subject to change without notice.
 */
@NullMarked
package io.kinesistrace.internal.rules;

import org.jspecify.annotations.NullMarked;
