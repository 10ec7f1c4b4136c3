package io.kinesistrace.internal.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.kinesistrace.LogOutput;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ProcessLogTest {
    private final String subject = UUID.randomUUID().toString();

    @Test
    void warnOnce_sameSubjectAgain_isAtDebugLevel() {
        assertFirstIsAt(Level.WARN, ProcessLog::warnOnce);
    }

    @Test
    void infoOnce_sameSubjectAgain_isAtDebugLevel() {
        assertFirstIsAt(Level.INFO, ProcessLog::infoOnce);
    }

    private void assertFirstIsAt(Level level, BiConsumer<String, Supplier<String>> once) {
        try (LogOutput log = new LogOutput()) {
            once.accept(subject, () -> "first " + subject);
            once.accept(subject, () -> "second " + subject);

            assertThat(log.containing(subject))
                    .containsExactly(Map.entry(level, "first " + subject), Map.entry(Level.DEBUG, "second " + subject));
        }
    }

    @Test
    void warnOnce_nobodyReadsDebug_messageIsNotMade() {
        Supplier<String> failing = () -> {
            throw new AssertionError("is made");
        };
        try (LogOutput log = new LogOutput(Level.INFO)) {
            ProcessLog.warnOnce(subject, () -> "first " + subject);
            assertThatCode(() -> ProcessLog.warnOnce(subject, failing)).doesNotThrowAnyException();

            assertThat(log.containing(subject)).hasSize(1);
        }
    }

    @Test
    void warnOnce_messageThatFails_reachesNobody() {
        Supplier<String> failing = () -> {
            throw new NoClassDefFoundError("of the logging");
        };

        assertThatCode(() -> ProcessLog.warnOnce(subject, failing)).doesNotThrowAnyException();
    }

    @Test
    void warnOnce_virtualMachineError_isNotSwallowed() {
        Supplier<String> failing = () -> {
            throw new OutOfMemoryError("in a test");
        };

        assertThatThrownBy(() -> ProcessLog.warnOnce(subject, failing)).isInstanceOf(OutOfMemoryError.class);
    }
}
