package io.kinesistrace.spring;

import io.kinesistrace.PartitionKeyPropagator;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.support.MessageBuilder;

/** Sends to another channel, each message with the header {@code traceparent} of its partition key. */
final class TraceparentChannel implements MessageChannel {
    private static final String TRACEPARENT = "traceparent";

    /** Spring Integration for AWS up to version 3, and Spring Cloud AWS 4, which took it over. */
    private static final String[] PARTITION_KEYS = {"aws_receivedPartitionKey", "Kinesis_receivedPartitionKey"};

    private final PartitionKeyPropagator propagator = PartitionKeyPropagator.create();
    private final MessageChannel target;

    TraceparentChannel(MessageChannel target) {
        this.target = target;
    }

    @Override
    public boolean send(Message<?> message, long timeout) {
        return target.send(withTraceparent(message), timeout);
    }

    private Message<?> withTraceparent(Message<?> message) {
        String traceparent = propagator.traceparent(partitionKey(message.getHeaders()));
        return traceparent == null
                ? message
                : MessageBuilder.fromMessage(message)
                        .setHeaderIfAbsent(TRACEPARENT, traceparent)
                        .build();
    }

    /** Null in batch mode, in which the header is a list or missing. */
    private static @Nullable String partitionKey(MessageHeaders headers) {
        for (String name : PARTITION_KEYS) {
            Object key = headers.get(name);
            if (key instanceof String) {
                return (String) key;
            }
        }
        return null;
    }
}
