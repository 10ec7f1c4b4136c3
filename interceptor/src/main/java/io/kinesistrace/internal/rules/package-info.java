/**
 * The decision table: what is to change in each record, and what is counted. Knows no request, only data and keys.
 *
 * <p>Internal: public to the compiler only, no part of the API, and subject to change without notice.
 */
@NullMarked
package io.kinesistrace.internal.rules;

import org.jspecify.annotations.NullMarked;
