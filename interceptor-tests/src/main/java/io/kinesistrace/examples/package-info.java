/** Small applications to start from. A test runs each of them against a local Kinesis, with the libraries that it names. */
package io.kinesistrace.examples;
