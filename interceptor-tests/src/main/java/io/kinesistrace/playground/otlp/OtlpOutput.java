package io.kinesistrace.playground.otlp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The spans that an application printed as OTLP JSON, as separate lines or within its log. */
public final class OtlpOutput {
    /** For {@code OTEL_TRACES_EXPORTER}: prints to the standard output. */
    public static final String EXPORTER = "experimental-otlp/stdout";

    /** The same, but to the log; supported by every version of the agent. */
    public static final String LOG_EXPORTER = "logging-otlp";

    /** Environment variables that make the agent or an autoconfigured SDK print spans without delay. */
    public static final Map<String, String> REPORTING = Map.of(
            "OTEL_TRACES_EXPORTER", EXPORTER,
            "OTEL_METRICS_EXPORTER", "none",
            "OTEL_LOGS_EXPORTER", "none",
            "OTEL_BSP_SCHEDULE_DELAY", "100");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String START = "{\"resource";

    private OtlpOutput() {}

    /** The spans printed to a file so far; the application may still be running. */
    public static List<OtlpSpan> spansIn(Path output) {
        try {
            return spansIn(Files.readString(output));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Skips an incomplete last line. */
    public static List<OtlpSpan> spansIn(String output) {
        return output.substring(0, output.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> line.contains(START))
                .flatMap(line -> spans(line.substring(line.indexOf(START))))
                .toList();
    }

    private static Stream<OtlpSpan> spans(String json) {
        try {
            return JSON.readTree(json).findValues("spans").stream()
                    .flatMap(spans -> StreamSupport.stream(spans.spliterator(), false))
                    .map(OtlpSpan::of);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
