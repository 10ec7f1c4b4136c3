package io.kinesistrace.internal.report;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What an operator gets to read: each thing once per process, then at debug level. Never a payload, never a key.
 *
 * <p>It goes to SLF4J if the application has that with a backend, else to the JDK's logging. A fault of either reaches nobody.
 */
public final class ProcessLog {
    static final String NAME = "io.kinesistrace";

    private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

    private ProcessLog() {}

    /** @param message evaluated only if somebody reads it: what fails once may fail with every put */
    public static void warnOnce(String subject, Supplier<String> message) {
        once(subject, message, true);
    }

    /** As {@link #warnOnce}, at info level the first time. */
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
            // The application's logging fails. There is nobody left to tell, and a put must not suffer from it.
        }
    }

    interface Sink {
        void warn(String message);

        void info(String message);

        boolean isDebugEnabled();

        void debug(String message);
    }

    /** Apart, as SLF4J may be missing or fail to initialize. */
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
        /** Held here, as the JDK keeps loggers by weak references only. */
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
