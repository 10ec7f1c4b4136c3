/** A Kinesis on this machine. */
package io.kinesistrace.playground.kinesis;
