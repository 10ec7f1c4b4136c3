/**
 * Spring Cloud Stream with a Kinesis binder: messages get the header {@code traceparent}, which instrumentations of Spring Integration read.
 * Spring Boot configures it automatically if the jar is on the class path.
 */
@NullMarked
package io.kinesistrace.spring;

import org.jspecify.annotations.NullMarked;
