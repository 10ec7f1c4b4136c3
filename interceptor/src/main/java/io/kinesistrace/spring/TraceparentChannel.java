package io.kinesistrace.spring;

import io.kinesistrace.internal.wire.TracedKey;
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

    private final MessageChannel target;

    TraceparentChannel(MessageChannel target) {
        this.target = target;
    }

    @Override
    public boolean send(Message<?> message, long timeout) {
        return target.send(withTraceparent(message), timeout);
    }

    private Message<?> withTraceparent(Message<?> message) {
        String key = partitionKey(message.getHeaders());
        // Not the propagator: under the agent, applications have no OpenTelemetry API, which it links to.
        TracedKey traced = key == null ? null : TracedKey.parse(key);
        return traced == null
                ? message
                : MessageBuilder.fromMessage(message)
                        .setHeaderIfAbsent(TRACEPARENT, traced.traceparent())
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
