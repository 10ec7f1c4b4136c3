package io.kinesistrace.internal.report;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Messages to an operator: each one once per process, then at debug level. They never contain a payload or a key.
 *
 * <p>They go to SLF4J if the application has it with a backend, else to the JDK's logging. A fault of either never reaches the application.
 */
public final class ProcessLog {
    static final String NAME = "io.kinesistrace";

    private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

    private ProcessLog() {}

    /** @param message evaluated only if it is logged, because what fails once may fail with every put */
    public static void warnOnce(String subject, Supplier<String> message) {
        once(subject, message, true);
    }

    /** Like {@link #warnOnce}, but at info level the first time. */
    public static void infoOnce(String subject, Supplier<String> message) {
        once(subject, message, false);
    }

    private static void once(String subject, Supplier<String> message, boolean isWarning) {
        try {
            boolean isFirst = SAID.add(subject);
            if (isFirst && isWarning) {
                Chosen.SINK.warn(message.get());
            } else if (isFirst) {
                Chosen.SINK.info(message.get());
            } else if (Chosen.SINK.isDebugEnabled()) {
                Chosen.SINK.debug(message.get());
            }
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            // The application's logging fails. This cannot be reported, and must not affect a put.
        }
    }

    interface Sink {
        void warn(String message);

        void info(String message);

        boolean isDebugEnabled();

        void debug(String message);
    }

    /** A class of its own, because SLF4J may be missing or fail to initialize. */
    private static final class Chosen {
        static final Sink SINK = choose();

        private static Sink choose() {
            try {
                Sink slf4j = Slf4jSink.orNull();
                return slf4j == null ? new JdkSink() : slf4j;
            } catch (LinkageError e) {
                return new JdkSink();
            }
        }
    }

    private static final class JdkSink implements Sink {
        /** Held here, because the JDK keeps only weak references to loggers. */
        private final Logger logger = Logger.getLogger(NAME);

        @Override
        public void warn(String message) {
            logger.log(Level.WARNING, message);
        }

        @Override
        public void info(String message) {
            logger.log(Level.INFO, message);
        }

        @Override
        public boolean isDebugEnabled() {
            return logger.isLoggable(Level.FINE);
        }

        @Override
        public void debug(String message) {
            logger.log(Level.FINE, message);
        }
    }
}
