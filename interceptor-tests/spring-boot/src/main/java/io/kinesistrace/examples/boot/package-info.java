/** A producer in Spring Boot, without the Java agent. */
package io.kinesistrace.examples.boot;
