/** A small example of the system that the library is for: an event producer, a local Kinesis, an event consumer. */
package io.kinesistrace.playground;
