package io.kinesistrace.classpath;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;

/** Registers a global OpenTelemetry, and prints the counts since then. */
final class CountedPuts implements AutoCloseable {
    private final InMemoryMetricReader metrics = InMemoryMetricReader.create();

    CountedPuts() {
        GlobalOpenTelemetry.set(OpenTelemetrySdk.builder()
                .setMeterProvider(
                        SdkMeterProvider.builder().registerMetricReader(metrics).build())
                .build());
    }

    @Override
    public void close() {
        metrics.collectAllMetrics().forEach(metric -> metric.getLongSumData()
                .getPoints()
                .forEach(point -> System.out.println(
                        "counted: " + metric.getName() + ' ' + point.getAttributes() + ' ' + point.getValue())));
    }
}
