package io.kinesistrace.consumer;

import static io.kinesistrace.Spans.SPAN;
import static io.kinesistrace.Spans.TRACEPARENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.sun.management.ThreadMXBean;
import io.kinesistrace.Spans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/**
 * The behaviour that is the same for records of every source.
 *
 * @param <R> the source's class for records
 */
abstract class ProcessingContract<R> {
    static final String STREAM = "orders";
    static final String SHARD = "shardId-000000000007";
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final SpanContext AMBIENT =
            Spans.spanContext("0000000000000000000000000000aaaa", "000000000000aaaa", "01");

    private final InMemorySpanExporter exported = InMemorySpanExporter.create();
    private final OpenTelemetrySdk openTelemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .setSampler(Sampler.parentBased(Sampler.alwaysOn()))
                    .addSpanProcessor(SimpleSpanProcessor.create(exported))
                    .build())
            .build();
    private final KinesisConsumerTelemetry telemetry = KinesisConsumerTelemetry.create(openTelemetry);
    private final Object result = new Object();

    /** A record of the source as read from {@link #SHARD} of {@link #STREAM}. */
    abstract R record(String partitionKey, String sequenceNumber);

    abstract ShardTelemetry<R> shard(KinesisConsumerTelemetry telemetry);

    @Test
    void process_oneRecord_continuesTheTraceAndLinksProducerAndCaller() throws Exception {
        try (Scope scope = Spans.contextOf(AMBIENT).makeCurrent()) {
            Object returned = shard(telemetry).process(record(TRACEPARENT, "42"), () -> {
                assertThat(Span.current().getSpanContext().getTraceId()).isEqualTo(Spans.TRACE_ID);
                return result;
            });

            assertThat(returned).isSameAs(result);
            assertThat(Span.current().getSpanContext()).isEqualTo(AMBIENT);
        }

        SpanData span = onlySpan();
        assertThat(span.getName()).isEqualTo("process orders");
        assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(span.getTraceId()).isEqualTo(Spans.TRACE_ID);
        assertThat(span.getParentSpanId()).isEqualTo(Spans.SPAN_ID);
        assertThat(linked(span)).containsExactly(Spans.SPAN_ID, AMBIENT.getSpanId());
        assertThat(attributes(span))
                .containsOnly(
                        entry("messaging.system", "aws_kinesis"),
                        entry("messaging.operation.name", "process"),
                        entry("messaging.operation.type", "process"),
                        entry("messaging.destination.name", STREAM),
                        entry("messaging.destination.partition.id", SHARD),
                        entry("messaging.message.id", "42"));
    }

    @Test
    void process_parentFromRecordIsOff_linksTheProducerOnly() {
        KinesisConsumerTelemetry linking = KinesisConsumerTelemetry.builder(openTelemetry)
                .parentFromRecord(false)
                .build();
        try (Scope scope = Spans.contextOf(AMBIENT).makeCurrent()) {
            shard(linking).process(record(TRACEPARENT, "42"), () -> {});
        }

        assertThat(onlySpan().getParentSpanId()).isEqualTo(AMBIENT.getSpanId());
        assertThat(linked(onlySpan())).containsExactly(Spans.SPAN_ID);
    }

    @Test
    void process_recordWithoutContext_isAChildWithoutALink() {
        try (Scope scope = Spans.contextOf(AMBIENT).makeCurrent()) {
            shard(telemetry).process(record("order-17", "42"), () -> {});
        }

        assertThat(onlySpan().getParentSpanId()).isEqualTo(AMBIENT.getSpanId());
        assertThat(onlySpan().getLinks()).isEmpty();
    }

    @Test
    void process_producerIsNotSampled_neitherIsTheSpan() {
        shard(telemetry)
                .process(
                        record(Spans.traceparent(Spans.spanContext(Spans.TRACE_ID, Spans.SPAN_ID, "00")), "42"), () -> {
                            assertThat(Span.current().getSpanContext().getTraceId())
                                    .isEqualTo(Spans.TRACE_ID);
                            assertThat(Span.current().getSpanContext().isSampled())
                                    .isFalse();
                        });

        assertThat(exported.getFinishedSpanItems()).isEmpty();
    }

    @Test
    void process_handlingThrows_sameExceptionAndAnErrorOnTheSpan() {
        IOException thrown = new IOException("of the application");

        assertThatThrownBy(() -> shard(telemetry).process(record(TRACEPARENT, "42"), () -> {
                    throw thrown;
                }))
                .isSameAs(thrown);

        assertThat(onlySpan().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(attributes(onlySpan())).containsEntry("error.type", "java.io.IOException");
        assertThat(onlySpan().getEvents()).singleElement().satisfies(event -> assertThat(event.getName())
                .isEqualTo("exception"));
    }

    @Test
    void processBatch_mixedRecords_linksEachProducerOnce() throws Exception {
        SpanContext sameTrace = Spans.spanContext(Spans.TRACE_ID, "000000000000000b", "01");
        SpanContext otherTrace = Spans.spanContext("0000000000000000000000000000000c", "000000000000000c", "00");
        List<R> batch = List.of(
                record(TRACEPARENT, "1"),
                record("order-17", "2"),
                record(TRACEPARENT, "3"),
                record(Spans.traceparent(sameTrace), "4"),
                record(Spans.traceparent(otherTrace) + ",,order-18", "5"));
        try (Scope scope = Spans.contextOf(AMBIENT).makeCurrent()) {
            assertThat(shard(telemetry).<Object, Exception>processBatch(batch, () -> result))
                    .isSameAs(result);
        }

        SpanData span = onlySpan();
        assertThat(span.getParentSpanId()).isEqualTo(AMBIENT.getSpanId());
        assertThat(linked(span)).containsExactly(SPAN.getSpanId(), sameTrace.getSpanId(), otherTrace.getSpanId());
        assertThat(span.getLinks())
                .extracting(link -> link.getAttributes().get(AttributeKey.stringKey("messaging.message.id")))
                .containsExactly("1", "4", "5");
        assertThat(attributes(span))
                .containsEntry("messaging.batch.message_count", 5L)
                .doesNotContainKeys("messaging.message.id", "kinesis.trace.links.dropped");
    }

    @Test
    void processBatch_noRecordCarries_hasNoLink() {
        shard(telemetry).processBatch(List.of(record("a", "1"), record("b", "2")), () -> {});

        assertThat(onlySpan().getLinks()).isEmpty();
        assertThat(onlySpan().getParentSpanId()).isEqualTo(SpanId.getInvalid());
    }

    @Test
    void processBatch_handlingThrows_sameExceptionAndAnErrorOnTheSpan() {
        Error thrown = new AssertionError("of the application");

        assertThatThrownBy(() -> shard(telemetry).processBatch(List.of(record(TRACEPARENT, "1")), () -> {
                    throw thrown;
                }))
                .isSameAs(thrown);
        assertThat(onlySpan().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }

    @Test
    void processBatch_tenThousandRecords_linksUpToTheLimitAndCountsTheRest() {
        List<R> batch = new ArrayList<>();
        IntStream.range(0, 10_000)
                .mapToObj(i -> Spans.spanContext(Spans.TRACE_ID, String.format("%016x", i % 5_000 + 1), "01"))
                .forEach(producer -> batch.add(record(Spans.traceparent(producer), "1")));

        shard(telemetry).processBatch(batch, () -> {});

        assertThat(onlySpan().getLinks()).hasSize(128);
        assertThat(onlySpan().getTotalRecordedLinks())
                .as("not passed to the SDK at all")
                .isEqualTo(128);
        assertThat(attributes(onlySpan()))
                .containsEntry("messaging.batch.message_count", 10_000L)
                .containsEntry("kinesis.trace.links.dropped", 10_000L - 128);
    }

    @Test
    void processBatch_manyRecords_areReadInOnePass() {
        AtomicInteger passes = new AtomicInteger();
        List<R> records = distinctProducers(1_000);
        Collection<R> counted = new AbstractCollection<>() {
            @Override
            public Iterator<R> iterator() {
                passes.incrementAndGet();
                return records.iterator();
            }

            @Override
            public int size() {
                return records.size();
            }
        };

        shard(telemetry).processBatch(counted, () -> {});

        assertThat(passes).hasValue(1);
    }

    /** Crafted keys cost no more than the links: records beyond the limit are neither read nor kept. */
    @Test
    void processBatch_tenTimesTheRecords_takesNoMoreMemory() {
        List<R> some = distinctProducers(1_000);
        List<R> tenTimes = distinctProducers(10_000);
        allocatedFor(some);

        assertThat(allocatedFor(tenTimes)).isLessThan(allocatedFor(some) * 11 / 10);
    }

    @Test
    void processBatch_exactlyAsManyProducersAsLinks_dropsNone() {
        List<R> batch = new ArrayList<>(distinctProducers(128));
        batch.addAll(distinctProducers(128));
        batch.add(record("order-17", "1"));

        shard(telemetry).processBatch(batch, () -> {});

        assertThat(onlySpan().getLinks()).hasSize(128);
        assertThat(attributes(onlySpan())).doesNotContainKey("kinesis.trace.links.dropped");
    }

    @Test
    void processBatch_noLinksAllowed_countsTheRecords() {
        KinesisConsumerTelemetry unlinked =
                KinesisConsumerTelemetry.builder(openTelemetry).maxLinks(0).build();

        shard(unlinked).processBatch(distinctProducers(3), () -> {});

        assertThat(onlySpan().getLinks()).isEmpty();
        assertThat(attributes(onlySpan())).containsEntry("kinesis.trace.links.dropped", 3L);
    }

    @Test
    void spans_ofThisLibrary_sayItsNameAndVersion() {
        shard(telemetry).process(record("order-17", "1"), () -> {});

        assertThat(onlySpan().getInstrumentationScopeInfo().getName()).isEqualTo("io.kinesistrace");
        assertThat(onlySpan().getInstrumentationScopeInfo().getVersion()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
    }

    private long allocatedFor(List<R> batch) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        shard(telemetry).processBatch(batch, () -> {});
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private List<R> distinctProducers(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Spans.spanContext(Spans.TRACE_ID, String.format("%016x", i + 1), "01"))
                .map(producer -> record(Spans.traceparent(producer), "1"))
                .toList();
    }

    @Test
    void linkProducers_spanOfSomebodyElse_getsALinkToEachProducer() {
        Span span =
                openTelemetry.getTracer("application").spanBuilder("receive").startSpan();

        shard(telemetry)
                .linkProducers(
                        span, List.of(record(TRACEPARENT, "1"), record("order-17", "2"), record(TRACEPARENT, "3")));
        span.end();

        assertThat(onlySpan().getName()).isEqualTo("receive");
        assertThat(linked(onlySpan())).containsExactly(SPAN.getSpanId());
    }

    @Test
    void originalKey_everyForm_isThatOfTheApplication() {
        assertThat(shard(telemetry).originalKey(record(TRACEPARENT + ",,order-17", "1")))
                .isEqualTo("order-17");
        assertThat(shard(telemetry).originalKey(record("order-17", "1"))).isEqualTo("order-17");
        assertThat(shard(telemetry).originalKey(record(TRACEPARENT, "1"))).isNull();
    }

    @Property(tries = 300)
    void process_anyKeyWhatever_isHandledInASpan(@ForAll("hostileKeys") String key) {
        exported.reset();
        List<String> handled = new ArrayList<>();

        shard(telemetry).process(record(key, "1"), () -> handled.add("one"));
        shard(telemetry).processBatch(List.of(record(key, "1")), () -> handled.add("batch"));

        assertThat(handled).containsExactly("one", "batch");
    }

    @Provide
    Arbitrary<String> hostileKeys() {
        Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(300);
        return Arbitraries.oneOf(any, any.map(rest -> TRACEPARENT + rest), any.map(rest -> TRACEPARENT + ",," + rest));
    }

    private SpanData onlySpan() {
        assertThat(exported.getFinishedSpanItems()).hasSize(1);
        return exported.getFinishedSpanItems().get(0);
    }

    private static List<String> linked(SpanData span) {
        return span.getLinks().stream()
                .map(LinkData::getSpanContext)
                .map(SpanContext::getSpanId)
                .toList();
    }

    private static Map<String, Object> attributes(SpanData span) {
        Map<String, Object> attributes = new java.util.HashMap<>();
        span.getAttributes().forEach((key, value) -> attributes.put(key.getKey(), value));
        return attributes;
    }
}
