/** A consumer with the Kinesis Client Library. */
package io.kinesistrace.examples.kcl;
