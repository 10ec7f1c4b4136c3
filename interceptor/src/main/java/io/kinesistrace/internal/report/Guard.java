package io.kinesistrace.internal.report;

import java.util.function.Supplier;

/**
 * Keeps faults of telemetry, logging and this library away from the application: every throwable except {@link VirtualMachineError}, after
 * which nothing can be relied on.
 */
public final class Guard {
    private static final int FRAMES = 12;
    private static final int CAUSES = 3;

    private final String consequence;

    /** @param consequence the effect of the fault, for the operator; a warning once per process, then at debug level */
    public Guard(String consequence) {
        this.consequence = consequence;
    }

    public void run(Runnable telemetry) {
        try {
            telemetry.run();
        } catch (Throwable e) {
            caught(e);
        }
    }

    public <T> T get(Supplier<T> telemetry, T fallback) {
        try {
            return telemetry.get();
        } catch (Throwable e) {
            caught(e);
            return fallback;
        }
    }

    /**
     * Handles a fault that was caught. The hooks call this directly: passing a lambda would cost every put some 25 bytes and, because the JVM
     * cannot inline it, some 10 ns.
     */
    public void caught(Throwable fault) {
        if (fault instanceof VirtualMachineError) {
            throw (VirtualMachineError) fault;
        }
        if (fault instanceof InterruptedException) {
            // Thrown by a function of the application without being declared. Its next wait must see the interrupt.
            Thread.currentThread().interrupt();
        }
        ProcessLog.warnOnce(consequence, () -> consequence + ' ' + describe(fault));
    }

    /** Omits messages, which can quote data such as a key; except those of linkage errors, which only name code. */
    private static String describe(Throwable fault) {
        StringBuilder text = new StringBuilder();
        Throwable cause = fault;
        for (int i = 0; i < CAUSES && cause != null; i++) {
            text.append(i == 0 ? "" : "\ncaused by ").append(cause.getClass().getName());
            if (cause instanceof LinkageError) {
                text.append(": ").append(cause.getMessage());
            }
            StackTraceElement[] frames = cause.getStackTrace();
            for (int frame = 0; frame < Math.min(FRAMES, frames.length); frame++) {
                text.append("\n\tat ").append(frames[frame]);
            }
            cause = cause.getCause();
        }
        return text.toString();
    }
}
