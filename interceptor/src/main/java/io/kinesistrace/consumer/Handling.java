package io.kinesistrace.consumer;

/**
 * What an application does with a record, or with a batch of them.
 *
 * @param <T> what it returns
 * @param <X> what it throws
 */
@FunctionalInterface
public interface Handling<T, X extends Exception> {
    /**
     * Handles it, within the span that is made for that.
     *
     * @return what the caller is to get
     * @throws X what the caller is to meet; it is recorded on the span
     */
    T handle() throws X;

    /**
     * A handling that returns nothing.
     *
     * @param <X> what it throws
     */
    @FunctionalInterface
    interface Void<X extends Exception> {
        /**
         * Handles it, within the span that is made for that.
         *
         * @throws X what the caller is to meet; it is recorded on the span
         */
        void handle() throws X;
    }
}
