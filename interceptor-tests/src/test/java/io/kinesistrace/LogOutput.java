package io.kinesistrace;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** The library's log while this is open, from debug level on: a message that an earlier test has caused is repeated only at debug level. */
public final class LogOutput implements AutoCloseable {
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.kinesistrace");
    private final Level before = logger.getLevel();
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    public LogOutput() {
        this(Level.DEBUG);
    }

    public LogOutput(Level level) {
        appender.start();
        logger.setLevel(level);
        logger.addAppender(appender);
    }

    public List<String> messages() {
        return appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    /** The messages that contain a text, each with its level. */
    public List<Map.Entry<Level, String>> containing(String text) {
        return appender.list.stream()
                .filter(event -> event.getFormattedMessage().contains(text))
                .map(event -> Map.entry(event.getLevel(), event.getFormattedMessage()))
                .collect(Collectors.toList());
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        logger.setLevel(before);
    }
}
