/**
 * What an operator or a builder can set, and how it is read.
 *
 * <p>Internal: public to the compiler only, no part of the API, and subject to change without notice.
 */
@NullMarked
package io.kinesistrace.internal.settings;

import org.jspecify.annotations.NullMarked;
