/** Small applications to start from. Each is run by a test against a local Kinesis, with the parts that it names. */
package io.kinesistrace.examples;
