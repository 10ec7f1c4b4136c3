package io.kinesistrace.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kinesistrace.PartitionKeyPropagator;
import io.kinesistrace.classpath.Application;
import io.kinesistrace.kinesis.StreamReader;
import io.kinesistrace.playground.kinesis.LocalKinesis;
import io.kinesistrace.playground.zipkin.ZipkinServer;
import io.kinesistrace.playground.zipkin.ZipkinSpan;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.kinesis.model.Record;

/** The records, spans and output of one run of the {@link PuttingApplication}. */
final class Putting {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Map<String, String> AT_ONCE = Map.of("OTEL_BSP_SCHEDULE_DELAY", "100");
    private static final int SHARDS = 4;

    private final ZipkinServer zipkin;
    private final Application.Result result;
    private final Map<PutMode, String> keys = new EnumMap<>(PutMode.class);

    private Putting(ZipkinServer zipkin, Application.Result result, List<Record> records) {
        this.zipkin = zipkin;
        this.result = result;
        records.forEach(record -> keys.put(PutMode.valueOf(record.data().asUtf8String()), record.partitionKey()));
        assertThat(keys).containsOnlyKeys(PutMode.values());
    }

    /** Runs it on a new stream, and checks that all records are on the shard of their own key. */
    static Putting of(LocalKinesis kinesis, ZipkinServer zipkin, Application application, String... arguments) {
        String stream = "putting-" + UUID.randomUUID();
        kinesis.createStream(stream, SHARDS);
        String[] all = Stream.concat(Stream.of(kinesis.endpoint().toString(), stream), Stream.of(arguments))
                .toArray(String[]::new);
        Application.Result result = application
                .defaultEnvironment(zipkin.reporting("application"))
                .defaultEnvironment(AT_ONCE)
                .run(all);
        assertThat(result.exitCode()).as(result.output()).isZero();
        StreamReader reader = new StreamReader(kinesis.client(), stream);
        List<Record> records = reader.readAll();
        assertThat(reader.read().get(reader.shardOf(RecordPutter.KEY))).hasSameSizeAs(records);
        return new Putting(zipkin, result, records);
    }

    Application.Result result() {
        return result;
    }

    String keyOf(PutMode mode) {
        return keys.get(mode);
    }

    /** Checks that the record carries the span of the call that put it. */
    void assertCarriesTheCall(PutMode mode, Function<PutMode, String> nameOfCaller) {
        ZipkinSpan call = spanOf(mode);
        assertThat(call.name()).isEqualTo(("Kinesis." + mode.operation()).toLowerCase(Locale.ROOT));
        assertThat(call.kind()).isEqualTo("CLIENT");
        if (mode.isInSpan()) {
            assertThat(span(call.traceId(), call.parentId()).name()).isEqualTo(nameOfCaller.apply(mode));
        } else {
            assertThat(call.parentId()).as("the call is the root").isNull();
        }
    }

    void assertGoesOutAsAsked() {
        assertThat(keys.values()).containsOnly(RecordPutter.KEY);
    }

    /** The reported span that the record carries. */
    ZipkinSpan spanOf(PutMode mode) {
        Context carried = PartitionKeyPropagator.create().extract(Context.root(), keyOf(mode));
        SpanContext context = Span.fromContext(carried).getSpanContext();
        assertThat(context.isValid())
                .as("the key carries a span: %s%n%s", keyOf(mode), result.output())
                .isTrue();
        return span(context.getTraceId(), context.getSpanId());
    }

    private ZipkinSpan span(String traceId, String spanId) {
        return await().atMost(LIMIT)
                .until(
                        () -> zipkin.query().trace(traceId).stream()
                                .filter(span -> span.id().equals(spanId))
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }
}
