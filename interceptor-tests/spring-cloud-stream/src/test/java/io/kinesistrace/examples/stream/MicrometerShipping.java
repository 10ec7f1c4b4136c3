package io.kinesistrace.examples.stream;

import io.opentelemetry.exporter.logging.otlp.OtlpJsonLoggingSpanExporter;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The example with Micrometer spans, which it prints. */
@Import(LocalShipping.class)
public class MicrometerShipping {
    public static void main(String[] args) {
        SpringApplication.run(MicrometerShipping.class, args);
    }

    @Bean
    SpanExporter exporter() {
        return OtlpJsonLoggingSpanExporter.create();
    }
}
