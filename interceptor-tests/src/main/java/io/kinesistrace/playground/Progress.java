package io.kinesistrace.playground;

import java.io.PrintStream;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** A line that says how far we are, written over and over until it is closed; where nobody watches, once. */
final class Progress implements AutoCloseable {
    private static final int PERIOD_MILLIS = 500;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final PrintStream out;
    private final String situation;
    private final IntSupplier handled;
    private final int events;

    Progress(PrintStream out, String situation, IntSupplier handled, int events) {
        this.out = out;
        this.situation = situation;
        this.handled = handled;
        this.events = events;
        if (System.console() != null) {
            timer.scheduleAtFixedRate(this::show, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void show() {
        out.printf("\r%-24s %4d of %d events", situation, handled.getAsInt(), events);
        out.flush();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        show();
        out.println();
    }
}
