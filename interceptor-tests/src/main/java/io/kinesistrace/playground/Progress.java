package io.kinesistrace.playground;

import java.io.PrintStream;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A line that says how far the consumer is, written over and over until it is closed. */
final class Progress implements AutoCloseable {
    private static final int PERIOD_MILLIS = 500;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final PrintStream out;
    private final String situation;
    private final EventConsumer consumer;
    private final int events;

    Progress(PrintStream out, String situation, EventConsumer consumer, int events) {
        this.out = out;
        this.situation = situation;
        this.consumer = consumer;
        this.events = events;
        timer.scheduleAtFixedRate(this::show, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private synchronized void show() {
        out.printf("\r%-24s %4d of %d events", situation, events - consumer.stillMissing(), events);
        out.flush();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        show();
        out.println();
    }
}
