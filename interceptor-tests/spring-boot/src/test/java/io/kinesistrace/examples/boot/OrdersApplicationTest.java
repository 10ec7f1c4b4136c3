package io.kinesistrace.examples.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kinesistrace.PartitionKeyPropagator;
import io.kinesistrace.Spans;
import io.kinesistrace.kinesis.StreamReader;
import io.kinesistrace.playground.kinesis.LocalKinesis;
import io.kinesistrace.servers.SharedServers;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.services.kinesis.model.Record;

/** The application as it runs in production, except for the destinations of its spans and records. */
@ExtendWith(SharedServers.class)
class OrdersApplicationTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final InMemorySpanExporter SPANS = InMemorySpanExporter.create();
    private static final InMemoryMetricReader METRICS = InMemoryMetricReader.create();

    private final LocalKinesis kinesis;
    private ConfigurableApplicationContext application;

    OrdersApplicationTest(LocalKinesis kinesis) {
        this.kinesis = kinesis;
    }

    @BeforeEach
    void start() {
        kinesis.createStream("orders", 2);
        Map.of(
                        "aws.endpointUrlKinesis", kinesis.endpoint().toString(),
                        "aws.region", "us-east-1",
                        "aws.accessKeyId", "none",
                        "aws.secretAccessKey", "none")
                .forEach(System::setProperty);
        application = new SpringApplicationBuilder(OrdersApplication.class, Recording.class)
                .properties(
                        "server.port=0",
                        "otel.traces.exporter=none",
                        "otel.metrics.exporter=none",
                        "otel.logs.exporter=none")
                .run();
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void order_byHttpWithATraceparent_isOnTheStreamInThatTraceOnItsOwnShard() throws Exception {
        int status = order("order-17", "{\"item\":1}");

        assertThat(status).isEqualTo(202);
        StreamReader reader = new StreamReader(kinesis.client(), "orders");
        assertThat(reader.readAll()).singleElement().satisfies(record -> {
            assertThat(record.data().asUtf8String()).isEqualTo("{\"item\":1}");
            SpanData call = finished(carriedSpanId(record));
            assertThat(call.getName()).isEqualTo("Kinesis.PutRecord");
            SpanData request = finished(call.getParentSpanId());
            assertThat(request.getKind()).isEqualTo(SpanKind.SERVER);
            assertThat(request.getTraceId()).isEqualTo(Spans.TRACE_ID);
            assertThat(request.getParentSpanId()).isEqualTo(Spans.SPAN_ID);
        });
        assertThat(reader.read().get(reader.shardOf("order-17"))).hasSize(1);
        assertThat(METRICS.collectAllMetrics())
                .anySatisfy(metric -> assertThat(metric.getName()).isEqualTo("kinesis.trace.records"));
    }

    private int order(String order, String content) throws Exception {
        String port = application.getEnvironment().getProperty("local.server.port");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/orders/" + order))
                .header("traceparent", Spans.TRACEPARENT)
                .PUT(HttpRequest.BodyPublishers.ofString(content))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static String carriedSpanId(Record record) {
        Context producer = PartitionKeyPropagator.create().extract(Context.root(), record.partitionKey());
        return Span.fromContext(producer).getSpanContext().getSpanId();
    }

    private static SpanData finished(String spanId) {
        return await().atMost(LIMIT)
                .until(
                        () -> SPANS.getFinishedSpanItems().stream()
                                .filter(span -> span.getSpanId().equals(spanId))
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }

    @Configuration
    static class Recording {
        @Bean
        AutoConfigurationCustomizerProvider recording() {
            return sdk -> sdk.addTracerProviderCustomizer(
                            (tracers, config) -> tracers.addSpanProcessor(SimpleSpanProcessor.create(SPANS)))
                    .addMeterProviderCustomizer((meters, config) -> meters.registerMetricReader(METRICS));
        }
    }
}
