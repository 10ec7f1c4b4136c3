package io.kinesistrace.playground;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** The spans of a process in a file, a line of JSON each: what the demo compares afterwards, in place of a tracing backend. */
final class SpanFile implements SpanExporter {
    /** Which event a span is about. */
    static final AttributeKey<String> EVENT_ID = AttributeKey.stringKey("event.id");

    private static final ObjectMapper JSON = new ObjectMapper();

    record Line(String name, String traceId, String spanId, String parentSpanId, String eventId) {}

    private final BufferedWriter writer;

    private SpanFile(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            this.writer = Files.newBufferedWriter(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An OpenTelemetry whose every span is in the file once it is closed. */
    static OpenTelemetrySdk openTelemetry(Path file) {
        SdkTracerProvider tracers = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(new SpanFile(file)))
                .build();
        return OpenTelemetrySdk.builder().setTracerProvider(tracers).build();
    }

    static List<Line> read(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.map(SpanFile::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Line parse(String line) {
        try {
            return JSON.readValue(line, Line.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized CompletableResultCode export(Collection<SpanData> spans) {
        try {
            for (SpanData span : spans) {
                Line line = new Line(
                        span.getName(),
                        span.getTraceId(),
                        span.getSpanId(),
                        span.getParentSpanId(),
                        span.getAttributes().get(EVENT_ID));
                writer.write(JSON.writeValueAsString(line));
                writer.newLine();
            }
            return CompletableResultCode.ofSuccess();
        } catch (IOException e) {
            return CompletableResultCode.ofExceptionalFailure(e);
        }
    }

    @Override
    public synchronized CompletableResultCode flush() {
        try {
            writer.flush();
            return CompletableResultCode.ofSuccess();
        } catch (IOException e) {
            return CompletableResultCode.ofExceptionalFailure(e);
        }
    }

    @Override
    public synchronized CompletableResultCode shutdown() {
        try {
            writer.close();
            return CompletableResultCode.ofSuccess();
        } catch (IOException e) {
            return CompletableResultCode.ofExceptionalFailure(e);
        }
    }
}
