package io.kinesistrace;

/** The format of a partition key that carries a trace context. Both formats can always be read, whichever is written. */
public enum KeyFormat {
    /**
     * The trace context alone, 55 characters. The application's key is not sent. This is the default.
     *
     * <pre>{@code 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01}</pre>
     */
    TRACEPARENT,

    /**
     * The trace context, two commas and the application's key, for consumers that read the key
     * ({@link PartitionKeyPropagator#originalKey(String)}) and for relays that pass it on. Both must fit into 256 characters: a record with a
     * key of more than 199 characters is sent unmodified.
     *
     * <pre>{@code 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01,,order-17}</pre>
     */
    TRACEPARENT_AND_KEY
}
