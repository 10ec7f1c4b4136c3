package io.kinesistrace.consumer;

/**
 * What an application does with a record, or with a batch of them.
 *
 * @param <T> what it returns
 * @param <X> what it throws
 */
@FunctionalInterface
public interface Handling<T, X extends Exception> {
    T handle() throws X;

    /**
     * A handling that returns nothing.
     *
     * @param <X> what it throws
     */
    @FunctionalInterface
    interface Void<X extends Exception> {
        void handle() throws X;
    }
}
