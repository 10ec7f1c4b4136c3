package io.kinesistrace.spring;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.cloud.stream.config.ConsumerEndpointCustomizer;
import org.springframework.context.annotation.Bean;

/**
 * Adds a {@link TraceparentEndpointCustomizer} to applications with Spring Cloud Stream, unless they have a {@link ConsumerEndpointCustomizer}
 * of their own: a binder accepts only one, and with a second bean the application would not start. Exclude this class to switch it off.
 */
@AutoConfiguration
@ConditionalOnClass(ConsumerEndpointCustomizer.class)
public class KinesisTraceAutoConfiguration {
    /** Created by Spring Boot. */
    public KinesisTraceAutoConfiguration() {}

    /**
     * The customizer of the Kinesis binder.
     *
     * @return a new instance
     */
    @Bean
    @ConditionalOnMissingBean(ConsumerEndpointCustomizer.class)
    public TraceparentEndpointCustomizer kinesisTraceEndpointCustomizer() {
        return new TraceparentEndpointCustomizer();
    }
}
