/**
 * The settings of an interceptor, and how they are read.
 *
 * <p>Internal: public only to the compiler, not part of the API, and subject to change without notice.
 */
@NullMarked
package io.kinesistrace.internal.settings;

import org.jspecify.annotations.NullMarked;
