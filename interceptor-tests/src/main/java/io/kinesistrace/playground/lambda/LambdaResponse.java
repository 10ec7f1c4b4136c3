package io.kinesistrace.playground.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * The result of an invocation.
 *
 * @param outcome how the invocation ended
 * @param body the function's result or the error as JSON; if the environment ended, a description
 */
public record LambdaResponse(Outcome outcome, String body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The ways in which an invocation ends. */
    public enum Outcome {
        RETURNED,
        THREW,
        ENVIRONMENT_ENDED
    }

    /** True if the event has to be retried. */
    public boolean failed() {
        return outcome != Outcome.RETURNED;
    }

    /** The first item to retry, if the function reported one. */
    Optional<String> firstFailedItem() {
        try {
            String item = JSON.readTree(body)
                    .at("/batchItemFailures/0/itemIdentifier")
                    .asText();
            return item.isEmpty() ? Optional.empty() : Optional.of(item);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean ended() {
        return outcome == Outcome.ENVIRONMENT_ENDED;
    }
}
