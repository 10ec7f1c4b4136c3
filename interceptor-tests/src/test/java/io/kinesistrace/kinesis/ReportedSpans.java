package io.kinesistrace.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kinesistrace.playground.otlp.OtlpOutput;
import io.kinesistrace.playground.otlp.OtlpSpan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.kinesis.model.Record;

/** The spans that an application prints, and those that its records carry. Keys are parsed according to the W3C specification, not with our code. */
public final class ReportedSpans {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Pattern CARRYING = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(,,.*)?");

    private final Path output;

    public ReportedSpans(Path output) {
        this.output = output;
    }

    /** All spans reported so far. */
    public List<OtlpSpan> all() {
        return OtlpOutput.spansIn(output);
    }

    /** The span that a record carries, once it is reported. */
    public OtlpSpan carriedBy(Record record) {
        Matcher key = CARRYING.matcher(record.partitionKey());
        assertThat(key.matches())
                .as("key with a context: %s", record.partitionKey())
                .isTrue();
        return first(span -> span.traceId().equals(key.group(1)) && span.id().equals(key.group(2)));
    }

    /** The span of the call that put a record, once it is reported. */
    public OtlpSpan putOf(Record record) {
        OtlpSpan put = carriedBy(record);
        assertThat(put.name()).isEqualTo("Kinesis.PutRecord");
        assertThat(put.kind()).isEqualTo(OtlpSpan.CLIENT);
        return put;
    }

    /** The ids of the traces that records carry, each once. */
    public List<String> tracesOf(Collection<Record> records) {
        return records.stream()
                .map(record -> carriedBy(record).traceId())
                .distinct()
                .toList();
    }

    /** True if a span is a descendant of the other. */
    public boolean isBelow(OtlpSpan span, OtlpSpan above) {
        OtlpSpan parent = parentOf(span);
        return parent.id().equals(above.id()) || isBelow(parent, above);
    }

    /** The span that another is a child of, once it is reported. */
    public OtlpSpan parentOf(OtlpSpan child) {
        return first(span -> span.traceId().equals(child.traceId()) && span.id().equals(child.parentId()));
    }

    /** The first matching child of a span, once it is reported. */
    public OtlpSpan childOf(OtlpSpan parent, Predicate<OtlpSpan> which) {
        return first(span ->
                span.traceId().equals(parent.traceId()) && span.parentId().equals(parent.id()) && which.test(span));
    }

    private OtlpSpan first(Predicate<OtlpSpan> which) {
        return await().atMost(LIMIT)
                .until(() -> all().stream().filter(which).findFirst(), Optional::isPresent)
                .orElseThrow();
    }
}
