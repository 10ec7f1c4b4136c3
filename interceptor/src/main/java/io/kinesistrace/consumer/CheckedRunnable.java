package io.kinesistrace.consumer;

/**
 * Processes a record, or a batch of records, and returns nothing.
 *
 * @param <X> the exception it may throw
 */
@FunctionalInterface
public interface CheckedRunnable<X extends Exception> {
    /**
     * Called once, in the caller's thread, with the span of the processing current.
     *
     * @throws X passed on to the caller and recorded on the span
     */
    void run() throws X;
}
