package io.kinesistrace.examples.camel;

import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;

/** The routes in an application without the agent: all spans are Camel's own. */
public final class RoutesWithoutAgent {
    private RoutesWithoutAgent() {}

    public static void main(String[] args) throws Exception {
        AutoConfiguredOpenTelemetrySdk.builder().setResultAsGlobal().build();
        ShippingRoutes.main(args);
    }
}
