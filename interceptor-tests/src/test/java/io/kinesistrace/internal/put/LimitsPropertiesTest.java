package io.kinesistrace.internal.put;

import static io.kinesistrace.Spans.SPAN;
import static io.kinesistrace.Spans.TRACEPARENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.kinesistrace.KeyFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/** Records of sizes around every limit, byte by byte, with keys in all alphabets, in both formats, alone and in a batch. */
@Tag("slow")
class LimitsPropertiesTest {
    private static final int MIB = 1 << 20;
    private static final int CONFIGURED = 2_500_000;
    private static final byte[] ZEROS = new byte[11 * MIB];

    /** The rule that the README documents. */
    private static boolean mayCarry(long before, long after) {
        return LongStream.of(MIB, CONFIGURED, 10 * MIB).noneMatch(limit -> before <= limit && after > limit);
    }

    @Property(tries = 300)
    void modify_aroundAnyLimit_crossesNone(
            @ForAll("limits") int limit,
            @ForAll("keys") String key,
            @ForAll @IntRange(min = -140, max = 140) int offset,
            @ForAll KeyFormat format) {
        int dataBytes = limit - bytes(key) + offset;
        int keyAfter = format == KeyFormat.TRACEPARENT ? TRACEPARENT.length() : TRACEPARENT.length() + 2 + bytes(key);
        boolean carries = mayCarry(dataBytes + bytes(key), dataBytes + keyAfter);
        PutRecordRequest alone = PutRecordRequest.builder()
                .streamName("orders")
                .partitionKey(key)
                .data(data(dataBytes))
                .build();

        PutRecordRequest modified = (PutRecordRequest) Tracers.modify(tracer(format), alone, SPAN);

        assertThat(modified != alone).isEqualTo(carries);
        assertThat(modified.partitionKey().startsWith(TRACEPARENT)).isEqualTo(carries);
        if (limit < 10 * MIB) {
            PutRecordsRequest mixed = batch(List.of(entry("a", 1), entry(key, dataBytes), entry(TRACEPARENT, 1)));
            List<PutRecordsRequestEntry> records =
                    ((PutRecordsRequest) Tracers.modify(tracer(format), mixed, SPAN)).records();
            assertThat(records.get(0).partitionKey()).startsWith(TRACEPARENT);
            assertThat(records.get(1) != mixed.records().get(1)).isEqualTo(carries);
            assertThat(records.get(2)).isSameAs(mixed.records().get(2));
        }
    }

    @Property(tries = 100)
    void modify_aroundALimitOfABatch_allOrNothing(
            @ForAll("keys") String key,
            @ForAll @IntRange(min = -1000, max = 1000) int offset,
            @ForAll @IntRange(min = 11, max = 30) int records,
            @ForAll("batchLimits") int limit) {
        List<PutRecordsRequestEntry> entries = new ArrayList<>();
        int each = limit / records - bytes(key);
        for (int i = 1; i < records; i++) {
            entries.add(entry(key, each));
        }
        int last = limit - (records - 1) * (each + bytes(key)) - bytes(key) + offset;
        entries.add(entry(key, last));
        PutRecordsRequest batch = batch(entries);
        long before = (long) limit + offset;
        long after = before + (long) records * (TRACEPARENT.length() - bytes(key));

        PutRecordsRequest modified = (PutRecordsRequest) Tracers.modify(tracer(KeyFormat.TRACEPARENT), batch, SPAN);

        if (before <= limit && after > limit) {
            assertThat(modified).isSameAs(batch);
        } else {
            assertThat(modified.records())
                    .allSatisfy(entry -> assertThat(entry.partitionKey()).isEqualTo(TRACEPARENT));
        }
    }

    @Provide
    Arbitrary<Integer> limits() {
        return Arbitraries.of(MIB, CONFIGURED, 10 * MIB);
    }

    @Provide
    Arbitrary<Integer> batchLimits() {
        return Arbitraries.of(5 * MIB, 10 * MIB);
    }

    @Provide
    Arbitrary<String> keys() {
        Arbitrary<String> unit = Arbitraries.of("a", "7", "é", "ж", "語", "😀");
        return unit.list().ofMinSize(1).ofMaxSize(90).map(units -> String.join("", units));
    }

    private static PutTracer tracer(KeyFormat format) {
        return Tracers.tracer(options -> {
            options.keyFormat(format);
            options.maxRecordSize(CONFIGURED);
        });
    }

    private static PutRecordsRequest batch(List<PutRecordsRequestEntry> entries) {
        return PutRecordsRequest.builder().streamName("orders").records(entries).build();
    }

    private static PutRecordsRequestEntry entry(String key, int size) {
        return PutRecordsRequestEntry.builder()
                .partitionKey(key)
                .data(data(size))
                .build();
    }

    private static SdkBytes data(int size) {
        return SdkBytes.fromByteArray(java.util.Arrays.copyOf(ZEROS, size));
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
