package io.kinesistrace.consumer;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A warning, once a process, then at level FINE. By the JDK's logging, as OpenTelemetry itself: a consumer need not have another. */
final class ConsumerWarnings {
    private static final Logger LOGGER = Logger.getLogger(KinesisConsumerTelemetry.class.getName());
    private static final AtomicBoolean GIVEN = new AtomicBoolean();

    private ConsumerWarnings() {}

    /** A fault of ours, or of the OpenTelemetry that we called. Without its message, which can quote what was read. */
    static void failure(Throwable failure) {
        Level level = GIVEN.compareAndSet(false, true) ? Level.WARNING : Level.FINE;
        try {
            LOGGER.log(
                    level,
                    "Records could not be traced; they are handled all the same. {0}",
                    failure.getClass().getName());
        } catch (RuntimeException | LinkageError e) {
            // A handler of the application's logging fails. There is nobody left to tell.
        }
    }
}
