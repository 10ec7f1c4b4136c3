package io.kinesistrace.kcl;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/** The file in which a worker records each action as a line until it is killed. Read by {@link DiaryPages}. */
final class WorkerDiary implements SpanExporter {
    static final String INITIALIZED = "initialized";
    static final String HANDLED = "handled";
    static final String SPAN = "span";
    private static final AttributeKey<Long> RECORDS = AttributeKey.longKey("messaging.batch.message_count");

    private final OutputStream out;

    WorkerDiary(Path file) throws IOException {
        this.out = Files.newOutputStream(file);
    }

    void initialized(String shard) {
        write(INITIALIZED, shard);
    }

    void handled(String shard, String event, SpanContext span) {
        write(HANDLED, shard, event, span.getTraceId(), span.getSpanId());
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        for (SpanData span : spans) {
            boolean ofBatch = span.getAttributes().get(RECORDS) != null;
            write(
                    SPAN,
                    span.getTraceId(),
                    span.getSpanId(),
                    span.getParentSpanId(),
                    Boolean.toString(ofBatch),
                    Integer.toString(span.getLinks().size()),
                    span.getName());
        }
        return CompletableResultCode.ofSuccess();
    }

    /** Writes straight to the file, so that a line is kept even if the process is killed right after it. */
    private synchronized void write(String... words) {
        try {
            out.write((String.join("\t", words) + '\n').getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public CompletableResultCode flush() {
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }
}
