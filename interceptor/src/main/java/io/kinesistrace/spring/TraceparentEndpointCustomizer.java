package io.kinesistrace.spring;

import java.util.Objects;
import org.springframework.cloud.stream.config.ConsumerEndpointCustomizer;
import org.springframework.integration.endpoint.MessageProducerSupport;

/**
 * Gives each message of a Kinesis binder the header {@code traceparent} of the context in its partition key, before the first channel
 * that an instrumentation sees. The framework's own span of the message, and everything that the application sends on, is then in the
 * trace of the record's producer.
 *
 * <p>Messages without such a context, messages that have the header already, and those of a binding in batch mode stay as they are.
 *
 * <p>{@link KinesisTraceAutoConfiguration} registers it. An application with a customizer of its own calls {@link #configure} from there.
 * Safe for use by any number of threads.
 */
public final class TraceparentEndpointCustomizer implements ConsumerEndpointCustomizer<MessageProducerSupport> {
    /** Creates one; it has no options. */
    public TraceparentEndpointCustomizer() {}

    /**
     * Puts the header between an endpoint and its output channel.
     *
     * @param endpoint with its output channel set, as binders hand it to customizers
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
