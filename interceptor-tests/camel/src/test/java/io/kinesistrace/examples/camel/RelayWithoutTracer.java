package io.kinesistrace.examples.camel;

import org.apache.camel.impl.DefaultCamelContext;

/** The same routes in an application without tracing. */
public final class RelayWithoutTracer {
    private RelayWithoutTracer() {}

    public static void main(String[] args) throws Exception {
        ShippingRoutes.run(new DefaultCamelContext(), args);
    }
}
