package io.kinesistrace.examples.boot;

import io.kinesistrace.KinesisTraceInterceptor;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.instrumentation.awssdk.v2_2.AwsSdkTelemetry;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * Receives orders by HTTP and puts them on a stream. OpenTelemetry's starter creates the span of each request; the client bean adds the span
 * of the Kinesis call and the interceptor that propagates it.
 */
@SpringBootApplication
public class OrdersApplication {
    public static void main(String[] args) {
        SpringApplication.run(OrdersApplication.class, args);
    }

    /**
     * The order on the builder matters: first the interceptor that creates the call's span, then the one that propagates it. The starter's
     * OpenTelemetry is not the global one, so it is passed in for the counter.
     */
    @Bean
    KinesisClient kinesis(OpenTelemetry openTelemetry) {
        ExecutionInterceptor spans = AwsSdkTelemetry.create(openTelemetry).newExecutionInterceptor();
        ExecutionInterceptor tracing =
                KinesisTraceInterceptor.builder().openTelemetry(openTelemetry).build();
        return KinesisClient.builder()
                .overrideConfiguration(
                        overrides -> overrides.addExecutionInterceptor(spans).addExecutionInterceptor(tracing))
                .build();
    }
}
