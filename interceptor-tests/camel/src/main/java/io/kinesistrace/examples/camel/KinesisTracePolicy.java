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
 * Gives an exchange the header {@code traceparent} of the record that it came with, which Camel's tracers read when the exchange begins.
 * A processor in the route would come too late, so add this to the context before the tracer.
 *
 * <p>If the original key was sent along, it takes the place of the received one. Consumer and producer share that header, and the record
 * that is sent on then carries the span of its own put.
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
