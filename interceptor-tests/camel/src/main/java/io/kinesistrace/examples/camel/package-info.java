/** Routes of Apache Camel between two streams, under the OpenTelemetry Java agent. */
package io.kinesistrace.examples.camel;
