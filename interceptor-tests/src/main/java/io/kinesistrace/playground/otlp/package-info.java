/** What applications print of their telemetry. */
package io.kinesistrace.playground.otlp;
