package io.kinesistrace.examples.stream;

import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.context.annotation.Bean;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

/**
 * Receives orders, ships them and notifies customers, over two streams: {@code orders -> ship -> shipments -> notifyCustomer}. It contains no
 * code for tracing. With the interceptor's jar on the class path and the Java agent, each order is one trace from end to end.
 */
@SpringBootApplication
public class ShippingApplication {
    static final String ORDER = "order";

    private static final Logger LOG = LoggerFactory.getLogger(ShippingApplication.class);

    public static void main(String[] args) {
        SpringApplication.run(ShippingApplication.class, args);
    }

    /** Each command line argument is an order. */
    @Bean
    CommandLineRunner takeOrders(StreamBridge streams) {
        return orders -> {
            for (String order : orders) {
                streams.send("orders-out-0", keyed(order));
            }
        };
    }

    @Bean
    Function<String, Message<String>> ship() {
        return ShippingApplication::keyed;
    }

    @Bean
    Consumer<String> notifyCustomer() {
        return order -> LOG.info("{} is on its way", order);
    }

    /** The partition key is this header, see application.properties. */
    private static Message<String> keyed(String order) {
        return MessageBuilder.withPayload(order).setHeader(ORDER, order).build();
    }
}
