package io.kinesistrace.consumer;

/**
 * Processes a record, or a batch of records, and returns a result.
 *
 * @param <T> the result
 * @param <X> what it may throw
 */
@FunctionalInterface
public interface CheckedSupplier<T, X extends Exception> {
    /**
     * Called once, in the caller's thread, with the span of the processing current.
     *
     * @return the result that the caller gets
     * @throws X what the caller gets instead; it is recorded on the span
     */
    T get() throws X;
}
