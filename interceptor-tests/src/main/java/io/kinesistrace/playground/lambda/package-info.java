/** As much of AWS Lambda as an event source mapping on a Kinesis stream needs, around the real Java runtime. */
package io.kinesistrace.playground.lambda;
