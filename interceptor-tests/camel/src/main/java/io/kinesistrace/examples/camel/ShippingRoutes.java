package io.kinesistrace.examples.camel;

import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.aws2.kinesis.Kinesis2Constants;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * Sends orders to a stream, and a route sends them on to another one. The route has no code for tracing. Run it with the Java agent and
 * {@code KINESIS_TRACE_KEY_FORMAT=traceparent-and-key}: Camel passes on the partition key that it received, and without the original key in
 * it, the groups would scatter on the second stream.
 */
public final class ShippingRoutes extends RouteBuilder {
    private final String orders;
    private final String shipments;

    public ShippingRoutes(String orders, String shipments) {
        this.orders = stream(orders);
        this.shipments = stream(shipments);
    }

    /** Arguments: the stream of orders, the stream of shipments, and the orders to send. */
    public static void main(String[] args) throws Exception {
        CamelContext camel = new DefaultCamelContext();
        // Must be added before the tracer, see KinesisTracePolicy.
        camel.addRoutePolicyFactory(new KinesisTracePolicy());
        new OpenTelemetryTracer().init(camel);
        run(camel, args);
    }

    /** Runs until the process is stopped. */
    static void run(CamelContext camel, String... args) throws Exception {
        camel.getRegistry().bind("kinesis", KinesisClient.create());
        camel.addRoutes(new ShippingRoutes(args[0], args[1]));
        camel.start();
        ProducerTemplate producer = camel.createProducerTemplate();
        for (int i = 2; i < args.length; i++) {
            producer.sendBodyAndHeader(stream(args[0]), args[i], Kinesis2Constants.PARTITION_KEY, args[i]);
        }
        Thread.currentThread().join();
    }

    @Override
    public void configure() {
        from(orders + "?iteratorType=TRIM_HORIZON").routeId("ship").to(shipments);
    }

    private static String stream(String name) {
        return "aws2-kinesis:" + name;
    }
}
