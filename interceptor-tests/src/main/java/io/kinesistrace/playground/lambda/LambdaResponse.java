package io.kinesistrace.playground.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * How an invocation ended.
 *
 * @param outcome which of the ways
 * @param body what the function returned, or the error, as JSON; where the environment ended, what is known of it
 */
public record LambdaResponse(Outcome outcome, String body) {
    private static final ObjectMapper JSON = new ObjectMapper();

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

    /** The item from which on the event is to be tried again, where the function reported one. */
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
