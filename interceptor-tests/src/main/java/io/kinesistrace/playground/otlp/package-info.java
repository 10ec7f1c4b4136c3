/** Reads the spans that an application reports, without a server. */
package io.kinesistrace.playground.otlp;
