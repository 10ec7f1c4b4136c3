package io.kinesistrace.playground.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import software.amazon.awssdk.core.SdkBytes;

/**
 * A business event that the producer puts; it has no code for tracing.
 *
 * @param group events of one group have to be handled in order; its name is the partition key
 * @param number of the event within its group, from 0
 */
public record Event(String group, int number) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public SdkBytes toBytes() {
        try {
            return SdkBytes.fromByteArray(JSON.writeValueAsBytes(this));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Event of(SdkBytes data) {
        try {
            return JSON.readValue(data.asByteArray(), Event.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String id() {
        return group + '/' + number;
    }
}
