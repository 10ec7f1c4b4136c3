package io.kinesistrace.classpath;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;

/** The {@link PutApplication}, which sets its global OpenTelemetry only after its first puts, and prints what was counted since. */
final class CountingApplication {
    private CountingApplication() {}

    public static void main(String[] args) {
        PutApplication.main(args);
        InMemoryMetricReader metrics = InMemoryMetricReader.create();
        GlobalOpenTelemetry.set(OpenTelemetrySdk.builder()
                .setMeterProvider(
                        SdkMeterProvider.builder().registerMetricReader(metrics).build())
                .build());
        TracedPutApplication.main(args);
        metrics.collectAllMetrics().forEach(metric -> metric.getLongSumData()
                .getPoints()
                .forEach(point -> System.out.println(
                        "counted: " + metric.getName() + ' ' + point.getAttributes() + ' ' + point.getValue())));
    }
}
