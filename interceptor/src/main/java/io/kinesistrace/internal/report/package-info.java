/**
 * Reporting to an operator: outcomes, the counter, log messages, and the guard that turns faults into messages.
 *
 * <p>Internal: public only to the compiler, not part of the API, and subject to change without notice.
 */
@NullMarked
package io.kinesistrace.internal.report;

import org.jspecify.annotations.NullMarked;
