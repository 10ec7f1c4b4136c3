package io.kinesistrace.playground;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A progress line with the elapsed time: rewritten in place on a terminal, repeated at intervals in a log, until it is closed. */
final class Progress implements AutoCloseable {
    private static final Duration ON_TERMINAL = Duration.ofMillis(500);
    /** After a longer silence, a reader would think that it hangs. */
    private static final Duration IN_LOG = Duration.ofSeconds(4);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final long start = System.nanoTime();
    private final PrintStream out;
    private final Supplier<String> line;
    private final boolean terminal;

    /** @param line the progress in one line; it must not become shorter */
    Progress(PrintStream out, Supplier<String> line) {
        this(out, line, isTerminal(), IN_LOG);
    }

    Progress(PrintStream out, Supplier<String> line, boolean terminal, Duration inLog) {
        this.out = out;
        this.line = line;
        this.terminal = terminal;
        Duration period = terminal ? ON_TERMINAL : inLog;
        timer.scheduleAtFixedRate(
                this::show, terminal ? 0 : period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void show() {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
        out.printf("%s%s  %3d s%s", terminal ? "\r" : "", line.get(), seconds, terminal ? "" : System.lineSeparator());
        out.flush();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        show();
        if (terminal) {
            out.println();
        }
    }

    /** Since JDK 22, a console exists even if the output goes to a file, so {@code Console.isTerminal()} has to be asked. */
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException olderJdk) {
            return true;
        }
    }
}
