package io.kinesistrace.spring;

import io.kinesistrace.internal.wire.TracedKey;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.support.MessageBuilder;

/** Forwards messages to another channel, with the context in their partition key as the header {@code traceparent}. */
final class TraceparentChannel implements MessageChannel {
    private static final String TRACEPARENT = "traceparent";

    /** In Spring Integration for AWS up to version 3, and in its successor, Spring Cloud AWS 4. */
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
        // Not the propagator, which links to the OpenTelemetry API: under the agent, applications may lack it.
        TracedKey traced = key == null ? null : TracedKey.parse(key);
        return traced == null
                ? message
                : MessageBuilder.fromMessage(message)
                        .setHeaderIfAbsent(TRACEPARENT, traced.traceparent())
                        .build();
    }

    /** Null in batch mode, where the header is a list or missing. */
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
