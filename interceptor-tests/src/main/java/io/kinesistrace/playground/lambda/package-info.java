/** The parts of AWS Lambda that an event source mapping on a Kinesis stream needs, around the real Java runtime. */
package io.kinesistrace.playground.lambda;
