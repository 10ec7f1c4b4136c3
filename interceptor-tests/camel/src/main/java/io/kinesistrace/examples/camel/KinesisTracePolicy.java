package io.kinesistrace.examples.camel;

import io.kinesistrace.PartitionKeyPropagator;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.component.aws2.kinesis.Kinesis2Constants;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;

/**
 * Sets the header {@code traceparent} of an exchange from the record's partition key. Camel's tracers read it when the exchange begins, before
 * any processor of the route, so add this policy to the Camel context before the tracer.
 *
 * <p>If the key contains the original key, the partition key header is set to it. Consumer and producer share this header, so a record that is
 * sent on carries the span of its own put.
 */
public final class KinesisTracePolicy extends RoutePolicySupport implements RoutePolicyFactory {
    private final PartitionKeyPropagator propagator = PartitionKeyPropagator.create();

    @Override
    public RoutePolicy createRoutePolicy(CamelContext camelContext, String routeId, NamedNode route) {
        return this;
    }

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
        Message message = exchange.getMessage();
        String key = message.getHeader(Kinesis2Constants.PARTITION_KEY, String.class);
        String traceparent = propagator.traceparent(key);
        if (traceparent == null) {
            return;
        }
        message.setHeader("traceparent", traceparent);
        String original = propagator.originalKey(key);
        if (original != null) {
            message.setHeader(Kinesis2Constants.PARTITION_KEY, original);
        }
    }
}
