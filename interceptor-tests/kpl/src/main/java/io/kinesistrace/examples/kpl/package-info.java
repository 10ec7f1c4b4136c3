/** A producer with the Kinesis Producer Library. */
package io.kinesistrace.examples.kpl;
