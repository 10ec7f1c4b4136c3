package io.kinesistrace.spring;

import java.util.Objects;
import org.springframework.cloud.stream.config.ConsumerEndpointCustomizer;
import org.springframework.integration.endpoint.MessageProducerSupport;

/**
 * Adds the context in the partition key of each message of a Kinesis binder as the header {@code traceparent}, before the first channel that
 * an instrumentation sees. The framework's own span of the message, and everything that the application then sends, continues the trace of the
 * record's producer.
 *
 * <p>Messages without such a context, messages that have the header already, and messages of bindings in batch mode are not changed.
 *
 * <p>{@link KinesisTraceAutoConfiguration} registers it. An application with a customizer of its own calls {@link #configure} from there. Safe
 * for use by any number of threads.
 */
public final class TraceparentEndpointCustomizer implements ConsumerEndpointCustomizer<MessageProducerSupport> {
    /** Creates an instance; there are no options. */
    public TraceparentEndpointCustomizer() {}

    /**
     * Adds the header between an endpoint and its output channel.
     *
     * @param endpoint with its output channel set, as binders pass it to customizers
     * @param destinationName the stream; not used
     * @param group the consumer group; not used
     * @throws NullPointerException if the endpoint has no output channel
     */
    @Override
    public void configure(MessageProducerSupport endpoint, String destinationName, String group) {
        endpoint.setOutputChannel(
                new TraceparentChannel(Objects.requireNonNull(endpoint.getOutputChannel(), "output channel")));
    }
}
