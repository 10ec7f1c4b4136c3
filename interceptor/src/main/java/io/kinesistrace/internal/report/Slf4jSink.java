package io.kinesistrace.internal.report;

import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The only class that links to SLF4J. */
final class Slf4jSink implements ProcessLog.Sink {
    private static final String WITHOUT_BACKEND = "NOPLoggerFactory";

    private final Logger logger;

    private Slf4jSink(Logger logger) {
        this.logger = logger;
    }

    /** Null if SLF4J has no backend, because warnings would be lost. */
    static @Nullable Slf4jSink orNull() {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        return factory.getClass().getSimpleName().equals(WITHOUT_BACKEND)
                ? null
                : new Slf4jSink(factory.getLogger(ProcessLog.NAME));
    }

    @Override
    public void warn(String message) {
        logger.warn(message);
    }

    @Override
    public void info(String message) {
        logger.info(message);
    }

    @Override
    public boolean isDebugEnabled() {
        return logger.isDebugEnabled();
    }

    @Override
    public void debug(String message) {
        logger.debug(message);
    }
}
