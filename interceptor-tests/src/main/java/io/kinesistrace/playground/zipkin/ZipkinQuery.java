package io.kinesistrace.playground.zipkin;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The part of Zipkin's API that is needed here. */
public final class ZipkinQuery {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ALL = 100_000;
    private static final int NOT_FOUND = 404;

    /** Not HTTP/2: the JDK's client treats Zipkin's response to the upgrade as an error. */
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI address;

    ZipkinQuery(URI address) {
        this.address = address;
    }

    /** The complete traces in which a span has the tag with that value. */
    public List<List<ZipkinSpan>> traces(String tag, String value) {
        String query = URLEncoder.encode(tag + '=' + value, StandardCharsets.UTF_8);
        return read(get("/api/v2/traces?limit=" + ALL + "&annotationQuery=" + query), new TypeReference<>() {});
    }

    /** The spans of a trace; none if it is unknown. */
    public List<ZipkinSpan> trace(String traceId) {
        HttpResponse<byte[]> response = get("/api/v2/trace/" + traceId);
        return response.statusCode() == NOT_FOUND ? List.of() : read(response, new TypeReference<>() {});
    }

    private HttpResponse<byte[]> get(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(address.resolve(path)).build();
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static <T> T read(HttpResponse<byte[]> response, TypeReference<T> type) {
        try {
            return JSON.readValue(response.body(), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
