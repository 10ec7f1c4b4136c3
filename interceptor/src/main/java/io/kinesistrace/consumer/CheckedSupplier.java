package io.kinesistrace.consumer;

/**
 * Processes a record, or a batch of records, and returns a result.
 *
 * @param <T> the result
 * @param <X> the exception it may throw
 */
@FunctionalInterface
public interface CheckedSupplier<T, X extends Exception> {
    /**
     * Called once, in the caller's thread, with the span of the processing current.
     *
     * @return passed on to the caller
     * @throws X passed on to the caller and recorded on the span
     */
    T get() throws X;
}
