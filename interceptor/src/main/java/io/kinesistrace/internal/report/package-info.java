/**
 * What an operator gets to see: outcomes, the counter, log messages; and the guard that turns faults into them.
 *
 * <p>Internal: public to the compiler only, no part of the API, and subject to change without notice.
 */
@NullMarked
package io.kinesistrace.internal.report;

import org.jspecify.annotations.NullMarked;
