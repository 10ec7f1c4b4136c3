package io.kinesistrace.internal.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesistrace.LogOutput;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A fault is logged for the operator and has no effect on the application. */
class GuardTest {
    private static final String SECRET = "order-17 of a customer";
    private static final int DEEP = 100;

    private final String consequence = "Nothing is carried, " + UUID.randomUUID() + '.';
    private final Guard guard = new Guard(consequence);

    @Test
    void run_fault_isLoggedAndNotThrown() {
        assertThat(messageOf(new IllegalStateException(SECRET)))
                .startsWith(consequence
                        + " java.lang.IllegalStateException\n\tat io.kinesistrace.internal.report.GuardTest")
                .doesNotContain(SECRET);
    }

    @Test
    void run_linkageErrorAsTheCause_isNamedWithTheClassThatIsMissing() {
        assertThat(messageOf(new IllegalStateException(SECRET, new NoClassDefFoundError("org/example/Missing"))))
                .contains("\ncaused by java.lang.NoClassDefFoundError: org/example/Missing\n\tat ");
    }

    @Test
    void run_longChainAndDeepStack_areCutShort() {
        Throwable chain = deep(DEEP);
        for (int i = 0; i < DEEP; i++) {
            chain = new RuntimeException(chain);
        }

        String message = messageOf(chain);

        assertThat(message.split("caused by")).hasSize(3);
        assertThat(messageOf(deep(DEEP)).split("\n\tat ")).hasSize(13);
    }

    @Test
    void get_fault_isTheFallback() {
        try (LogOutput log = new LogOutput()) {
            String got = guard.get(
                    () -> {
                        throw new NoSuchMethodError("addLink");
                    },
                    "fallback");

            assertThat(got).isEqualTo("fallback");
            assertThat(log.containing(consequence)).hasSize(1);
        }
    }

    @Test
    void get_noFault_isTheValue() {
        assertThat(guard.get(() -> "value", "fallback")).isEqualTo("value");
    }

    @Test
    void run_interruption_isLeftForWhoeverWaitsNext() {
        messageOf(new InterruptedException());

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void run_anotherFault_interruptsNobody() {
        messageOf(new IllegalStateException());

        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void run_virtualMachineError_isThrown() {
        assertThatThrownBy(() -> messageOf(new StackOverflowError())).isInstanceOf(StackOverflowError.class);
    }

    private String messageOf(Throwable fault) {
        try (LogOutput log = new LogOutput()) {
            guard.run(() -> sneakyThrow(fault));
            return log.containing(consequence).get(0).getValue();
        }
    }

    private static Throwable deep(int frames) {
        return frames == 0 ? new IllegalStateException() : deep(frames - 1);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneakyThrow(Throwable fault) throws E {
        throw (E) fault;
    }
}
