package io.kinesistrace.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(screen, true, StandardCharsets.UTF_8);
    private final AtomicInteger sent = new AtomicInteger();

    @Test
    void log_workThatGoesOn_getsALineEachPeriod() {
        try (Progress progress = new Progress(out, this::line, false, Duration.ofMillis(10))) {
            await().until(() -> screen.toString(StandardCharsets.UTF_8).lines().count() >= 3);
        }

        assertThat(screen.toString(StandardCharsets.UTF_8)).doesNotContain("\r").endsWith("s" + System.lineSeparator());
    }

    @Test
    void terminal_workThatGoesOn_rewritesOneLine() {
        try (Progress progress = new Progress(out, this::line, true, Duration.ofDays(1))) {
            await().until(() -> screen.toString(StandardCharsets.UTF_8).contains("sent 1"));
            sent.set(2);
        }

        assertThat(screen.toString(StandardCharsets.UTF_8))
                .startsWith("\rsent 1")
                .contains("\rsent 2")
                .containsOnlyOnce(System.lineSeparator());
    }

    private String line() {
        return "sent " + (sent.compareAndSet(0, 1) ? 1 : sent.get());
    }
}
