package io.kinesistrace.examples.camel;

import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;

/** The routes in an application whose spans are Camel's alone. */
public final class RoutesWithoutAgent {
    private RoutesWithoutAgent() {}

    public static void main(String[] args) throws Exception {
        AutoConfiguredOpenTelemetrySdk.builder().setResultAsGlobal().build();
        ShippingRoutes.main(args);
    }
}
