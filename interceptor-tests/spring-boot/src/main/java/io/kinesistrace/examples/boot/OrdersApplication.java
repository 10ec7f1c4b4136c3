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
 * Takes orders by HTTP and puts them on a stream. OpenTelemetry's starter makes the span of each request; the bean of the client adds that
 * of the call, and the interceptor that carries it.
 */
@SpringBootApplication
public class OrdersApplication {
    public static void main(String[] args) {
        SpringApplication.run(OrdersApplication.class, args);
    }

    /**
     * The order on the builder counts: the span of the call first, then what carries it. The starter's OpenTelemetry is not the global one,
     * so the counter is told of it.
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
