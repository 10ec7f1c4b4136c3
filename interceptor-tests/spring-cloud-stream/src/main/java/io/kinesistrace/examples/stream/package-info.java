/** A processor with the Kinesis binder of Spring Cloud Stream, under the OpenTelemetry Java agent. */
package io.kinesistrace.examples.stream;
