package io.kinesistrace.internal.report;

import java.util.function.Supplier;

/**
 * Keeps the faults of telemetry, of logging and of our own from the application: every throwable but {@link VirtualMachineError}, as after
 * those nothing can be relied on.
 */
public final class Guard {
    private static final int FRAMES = 12;
    private static final int CAUSES = 3;

    private final String consequence;

    /** @param consequence what the fault means to the operator; said once per process, then at debug level */
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
     * Handles a fault that was caught. For the hooks that every put passes: a call with a lambda costs some 25 bytes and, as the JVM cannot
     * inline it, some 10 ns.
     */
    public void caught(Throwable fault) {
        if (fault instanceof VirtualMachineError) {
            throw (VirtualMachineError) fault;
        }
        if (fault instanceof InterruptedException) {
            // Undeclared, from a function of the application's. Whoever waits next is to know.
            Thread.currentThread().interrupt();
        }
        ProcessLog.warnOnce(consequence, () -> consequence + ' ' + describe(fault));
    }

    /** Without the message, which can quote what was read, such as a key. That of a linkage error quotes only names of code. */
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
