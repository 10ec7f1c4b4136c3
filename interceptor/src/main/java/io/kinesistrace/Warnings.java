package io.kinesistrace;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an operator gets to read: each thing once a process as a warning, then at debug level. Never a payload, never a key. */
final class Warnings {
    private static final int FRAMES = 12;

    private static final Set<String> GIVEN = ConcurrentHashMap.newKeySet();

    private Warnings() {}

    /** A setting from outside that cannot be read. */
    static void setting(IllegalArgumentException problem) {
        once(problem.getMessage(), () -> problem.getMessage() + ". Kinesis records go out without a trace context.");
    }

    static void noMd5() {
        once(
                "no MD5",
                () ->
                        "This JVM has no MD5, so that the shard of a record cannot be computed. Kinesis records go out without a trace context;"
                                + " system property " + Setting.ROUTING.property
                                + "=partition-key carries it without keeping the shard.");
    }

    /** A fault of ours, or of the OpenTelemetry that we called, on a put. */
    static void failure(Throwable failure) {
        once(
                "failure",
                () -> "The trace context could not be carried; the Kinesis record goes out as the application asked. "
                        + describe(failure));
    }

    /** @param message written out only where somebody reads it: what fails once may fail with every put */
    private static void once(String subject, Supplier<String> message) {
        try {
            if (GIVEN.add(subject)) {
                Log.LOGGER.warn(message.get());
            } else if (Log.LOGGER.isDebugEnabled()) {
                Log.LOGGER.debug(message.get());
            }
        } catch (RuntimeException | LinkageError e) {
            // The application's logging fails. There is nobody left to tell, and a put is not to suffer from it.
        }
    }

    /** Apart, as it may fail to be made, too. */
    private static final class Log {
        static final Logger LOGGER = LoggerFactory.getLogger(KinesisTraceInterceptor.class);
    }

    /** Without the message, which can quote what was read: a key, say. That of a linkage error quotes but names of code. */
    private static String describe(Throwable failure) {
        StringBuilder text = new StringBuilder(failure.getClass().getName());
        if (failure instanceof LinkageError) {
            text.append(": ").append(failure.getMessage());
        }
        StackTraceElement[] frames = failure.getStackTrace();
        for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
            text.append("\n\tat ").append(frames[i]);
        }
        return text.toString();
    }
}
