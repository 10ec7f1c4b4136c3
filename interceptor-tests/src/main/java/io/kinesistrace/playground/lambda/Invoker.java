package io.kinesistrace.playground.lambda;

/** Invokes a function with an event and waits for its response; from several threads at once. */
@FunctionalInterface
public interface Invoker {
    LambdaResponse invoke(byte[] event);
}
