package io.kinesistrace.internal.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.kinesistrace.LogOutput;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ProcessLogTest {
    private final String subject = UUID.randomUUID().toString();

    @Test
    void warnOnce_sameSubjectAgain_isAtDebugLevel() {
        try (LogOutput log = new LogOutput()) {
            ProcessLog.warnOnce(subject, () -> "first " + subject);
            ProcessLog.warnOnce(subject, () -> "second " + subject);

            assertThat(log.containing(subject))
                    .containsExactly(
                            Map.entry(Level.WARN, "first " + subject), Map.entry(Level.DEBUG, "second " + subject));
        }
    }

    @Test
    void infoOnce_sameSubjectAgain_isAtDebugLevel() {
        try (LogOutput log = new LogOutput()) {
            ProcessLog.infoOnce(subject, () -> "first " + subject);
            ProcessLog.infoOnce(subject, () -> "second " + subject);

            assertThat(log.containing(subject))
                    .containsExactly(
                            Map.entry(Level.INFO, "first " + subject), Map.entry(Level.DEBUG, "second " + subject));
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
