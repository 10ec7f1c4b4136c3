/** The tracing backend. */
package io.kinesistrace.playground.zipkin;
