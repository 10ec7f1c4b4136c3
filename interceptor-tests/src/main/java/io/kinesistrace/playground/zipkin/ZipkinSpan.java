package io.kinesistrace.playground.zipkin;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;

/**
 * A span as returned by Zipkin.
 *
 * @param parentId null for the root of a trace
 * @param timestamp its start, in microseconds since 1970
 * @param duration in microseconds
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ZipkinSpan(
        String traceId,
        String id,
        String parentId,
        String name,
        String kind,
        long timestamp,
        long duration,
        Endpoint localEndpoint,
        Map<String, String> tags) {

    /** The service that created a span. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Endpoint(String serviceName) {}

    public String service() {
        return localEndpoint == null ? "" : localEndpoint.serviceName();
    }

    public String tag(String name) {
        return tags == null ? null : tags.get(name);
    }
}
