package io.kinesistrace.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kinesistrace.KeyFormat;
import io.kinesistrace.PartitionKeyPropagator;
import io.kinesistrace.RecordKey;
import io.kinesistrace.Spans;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** The test vectors for other languages also hold for this library. */
class WireFormatVectorsTest {
    private static final Path FILE = Path.of("..", "interceptor", "docs", "wire-format-vectors.json");

    private final JsonNode vectors;

    WireFormatVectorsTest() throws IOException {
        vectors = new ObjectMapper().readTree(FILE.toFile());
    }

    @TestFactory
    Stream<DynamicTest> read_everyVector_hasTheContextAndTheOriginalKey() {
        return tests("read", "name", vector -> () -> {
            String key = vector.get("partitionKey").asText();
            PartitionKeyPropagator propagator = PartitionKeyPropagator.create();

            Context extracted = propagator.extract(Context.root(), key);

            if (vector.get("context").isNull()) {
                assertThat(extracted).isSameAs(Context.root());
            } else {
                SpanContext span = Span.fromContext(extracted).getSpanContext();
                assertThat(span).isEqualTo(remote(vector.get("context")));
            }
            assertThat(propagator.originalKey(key)).isEqualTo(text(vector.get("originalKey")));
        });
    }

    @TestFactory
    Stream<DynamicTest> write_everyVector_writesKeyAndHash() {
        return tests("write", "name", vector -> () -> {
            PartitionKeyPropagator propagator = PartitionKeyPropagator.builder()
                    .keyFormat(keyFormat(vector.get("format").asText()))
                    .build();
            Context context = Spans.contextOf(span(vector.get("context")));

            RecordKey written = propagator.inject(context, vector.get("key").asText());

            assertThat(written.partitionKey())
                    .isEqualTo(vector.get("partitionKey").asText());
            assertThat(written.explicitHashKey()).isEqualTo(text(vector.get("explicitHashKey")));
        });
    }

    @TestFactory
    Stream<DynamicTest> hash_everyVector_isTheExplicitHashKeyOfTheKey() {
        return tests(
                "hash",
                "explicitHashKey",
                vector -> () -> assertThat(PartitionKeyPropagator.create()
                                .inject(
                                        Spans.contextOf(Spans.SPAN),
                                        vector.get("key").asText())
                                .explicitHashKey())
                        .isEqualTo(vector.get("explicitHashKey").asText()));
    }

    private interface Check {
        Executable of(JsonNode vector);
    }

    private Stream<DynamicTest> tests(String kind, String name, Check check) {
        assertThat(vectors.get(kind)).hasSizeGreaterThan(10);
        return StreamSupport.stream(vectors.get(kind).spliterator(), false)
                .map(vector -> dynamicTest(vector.get(name).asText(), check.of(vector)));
    }

    private static KeyFormat keyFormat(String name) {
        return KeyFormat.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static SpanContext span(JsonNode context) {
        return Spans.spanContext(
                context.get("traceId").asText(),
                context.get("spanId").asText(),
                context.get("flags").asText());
    }

    private static SpanContext remote(JsonNode context) {
        SpanContext span = span(context);
        return SpanContext.createFromRemoteParent(
                span.getTraceId(), span.getSpanId(), span.getTraceFlags(), span.getTraceState());
    }

    private static String text(JsonNode node) {
        return node.isNull() ? null : node.asText();
    }
}
