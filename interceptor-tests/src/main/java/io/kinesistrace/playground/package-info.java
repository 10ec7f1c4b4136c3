/** The system that the library was made for, small enough to watch: an event producer, a local Kinesis, an event consumer. */
package io.kinesistrace.playground;
