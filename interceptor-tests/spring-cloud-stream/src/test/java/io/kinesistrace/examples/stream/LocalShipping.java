package io.kinesistrace.examples.stream;

import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.integration.metadata.ConcurrentMetadataStore;
import org.springframework.integration.metadata.SimpleMetadataStore;
import org.springframework.integration.support.locks.DefaultLockRegistry;
import org.springframework.integration.support.locks.LockRegistry;

/** The example with checkpoints in memory instead of DynamoDB. */
@Import(ShippingApplication.class)
public class LocalShipping {
    public static void main(String[] args) {
        SpringApplication.run(LocalShipping.class, args);
    }

    @Bean
    ConcurrentMetadataStore checkpoints() {
        return new SimpleMetadataStore();
    }

    /** Generic only in Spring 7. */
    @Bean
    @SuppressWarnings("rawtypes")
    LockRegistry locks() {
        return new DefaultLockRegistry();
    }
}
