/** A job of Apache Flink with a Kinesis sink. */
package io.kinesistrace.examples.flink;
