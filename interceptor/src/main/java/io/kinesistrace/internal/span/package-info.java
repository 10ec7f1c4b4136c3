/**
 * Finds the span whose context a record carries.
 *
 * <p>Internal: public only to the compiler, not part of the API, and subject to change without notice.
 */
@NullMarked
package io.kinesistrace.internal.span;

import org.jspecify.annotations.NullMarked;
