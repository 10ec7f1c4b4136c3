package io.kinesistrace.playground.lambda;

/**
 * How an invocation ended.
 *
 * @param outcome which of the ways
 * @param body what the function returned, or the error, as JSON; where the environment ended, what is known of it
 */
public record LambdaResponse(Outcome outcome, String body) {

    /** The ways in which an invocation ends. */
    public enum Outcome {
        RETURNED,
        THREW,
        ENVIRONMENT_ENDED
    }

    /** Whether the event is to be tried again. */
    public boolean failed() {
        return outcome != Outcome.RETURNED;
    }

    boolean ended() {
        return outcome == Outcome.ENVIRONMENT_ENDED;
    }
}
