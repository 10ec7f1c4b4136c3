package io.kinesistrace.spring;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.cloud.stream.config.ConsumerEndpointCustomizer;
import org.springframework.context.annotation.Bean;

/**
 * Adds a {@link TraceparentEndpointCustomizer} to applications with Spring Cloud Stream, unless they have a
 * {@link ConsumerEndpointCustomizer} of their own: binders take one only, and a second bean would keep the application from starting.
 * Exclude this class to switch it off.
 */
@AutoConfiguration
@ConditionalOnClass(ConsumerEndpointCustomizer.class)
public class KinesisTraceAutoConfiguration {
    /** Created by Spring Boot. */
    public KinesisTraceAutoConfiguration() {}

    /**
     * The customizer of the Kinesis binder.
     *
     * @return a new one
     */
    @Bean
    @ConditionalOnMissingBean(ConsumerEndpointCustomizer.class)
    public TraceparentEndpointCustomizer kinesisTraceEndpointCustomizer() {
        return new TraceparentEndpointCustomizer();
    }
}
