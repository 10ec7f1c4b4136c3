package io.kinesistrace.internal.put;

import static io.kinesistrace.Spans.SPAN;
import static org.assertj.core.api.Assertions.assertThat;

import io.kinesistrace.KeyFormat;
import io.kinesistrace.ShardRouting;
import io.kinesistrace.Spans;
import io.kinesistrace.internal.settings.Settings;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/** Properties of every request, whatever it contains. */
class PutTracerPropertiesTest {
    @Property
    void modify_anyPutRecord_keepsEverythingButKeyAndHash(
            @ForAll("putRecords") PutRecordRequest put, @ForAll("settings") Settings settings) {
        PutRecordRequest modified = (PutRecordRequest) Tracers.modify(tracer(settings), put, SPAN);

        PutRecordRequest undone = modified.toBuilder()
                .partitionKey(put.partitionKey())
                .explicitHashKey(put.explicitHashKey())
                .build();
        assertThat(undone).isEqualTo(put);
        assertThat(undone.overrideConfiguration()).isEqualTo(put.overrideConfiguration());
        assertThat(modified.data()).isSameAs(put.data());
        assertThat(modified == put
                        || !modified.partitionKey().equals(put.partitionKey())
                        || !Objects.equals(modified.explicitHashKey(), put.explicitHashKey()))
                .as("nothing changed: the same instance")
                .isTrue();
        assertThat(put.explicitHashKey() == null || put.explicitHashKey().equals(modified.explicitHashKey()))
                .as("the application's hash stays")
                .isTrue();
    }

    @Property
    void modify_anyBatch_decidesEachRecordAsIfItWereAlone(
            @ForAll("batches") PutRecordsRequest put, @ForAll("settings") Settings settings) {
        PutTracer tracer = tracer(settings);

        PutRecordsRequest modified = (PutRecordsRequest) Tracers.modify(tracer, put, SPAN);

        assertThat(modified.records()).hasSameSizeAs(put.records());
        for (int i = 0; i < put.records().size(); i++) {
            PutRecordsRequestEntry before = put.records().get(i);
            PutRecordsRequestEntry after = modified.records().get(i);
            PutRecordRequest alone =
                    (PutRecordRequest) Tracers.modify(tracer, asSingle(before, put.streamName()), SPAN);
            assertThat(after.partitionKey()).isEqualTo(alone.partitionKey());
            assertThat(after.explicitHashKey()).isEqualTo(alone.explicitHashKey());
            assertThat(after.data()).isSameAs(before.data());
        }
        PutRecordsRequest undone = modified.toBuilder().records(put.records()).build();
        assertThat(undone).isEqualTo(put);
    }

    @Property
    void modify_twice_changesNothingMore(
            @ForAll("putRecords") PutRecordRequest put, @ForAll("settings") Settings settings) {
        PutRecordRequest once = (PutRecordRequest) Tracers.modify(tracer(settings), put, SPAN);

        if (once != put) {
            assertThat(Tracers.modify(tracer(settings), once, SPAN)).isSameAs(once);
        }
    }

    @Provide
    Arbitrary<Settings> settings() {
        return Combinators.combine(Arbitraries.of(ShardRouting.class), Arbitraries.of(KeyFormat.class))
                .as((routing, format) -> Tracers.settings(options -> {
                    options.routing(routing);
                    options.keyFormat(format);
                }));
    }

    @Provide
    Arbitrary<PutRecordRequest> putRecords() {
        return Combinators.combine(
                        keys().injectNull(0.05),
                        data().injectNull(0.05),
                        text(),
                        hashes(),
                        text(),
                        Arbitraries.of(true, false))
                .as((key, data, stream, hash, sequenceNumber, overrides) -> {
                    PutRecordRequest.Builder put = PutRecordRequest.builder()
                            .streamName(stream)
                            .streamARN(stream == null ? "arn:aws:kinesis:eu-west-1:1:stream/orders" : null)
                            .partitionKey(key)
                            .explicitHashKey(hash)
                            .data(data)
                            .sequenceNumberForOrdering(sequenceNumber);
                    if (overrides) {
                        put.overrideConfiguration(AwsRequestOverrideConfiguration.builder()
                                .putHeader("x-of-the-application", "kept")
                                .build());
                    }
                    return put.build();
                });
    }

    @Provide
    Arbitrary<PutRecordsRequest> batches() {
        Arbitrary<PutRecordsRequestEntry> entries = Combinators.combine(keys(), data(), hashes())
                .as((key, data, hash) -> PutRecordsRequestEntry.builder()
                        .partitionKey(key)
                        .data(data)
                        .explicitHashKey(hash)
                        .build());
        return Combinators.combine(entries.list().ofMaxSize(12), text())
                .as((List<PutRecordsRequestEntry> records, String stream) -> PutRecordsRequest.builder()
                        .streamName(stream)
                        .records(records)
                        .build());
    }

    private static Arbitrary<String> keys() {
        return Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(260),
                Arbitraries.strings().alpha().ofMaxLength(20),
                Arbitraries.of(Spans.TRACEPARENT, Spans.TRACEPARENT + ",,order-17", Spans.TRACEPARENT + "-x"));
    }

    private static Arbitrary<SdkBytes> data() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(40).map(SdkBytes::fromByteArray);
    }

    private static Arbitrary<String> hashes() {
        return Arbitraries.of("0", "170141183460469231731687303715884105728", "not a number")
                .injectNull(0.5);
    }

    private static Arbitrary<String> text() {
        return Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(10).injectNull(0.3);
    }

    private static PutTracer tracer(Settings settings) {
        return Tracers.tracer(settings);
    }

    private static PutRecordRequest asSingle(PutRecordsRequestEntry entry, String stream) {
        return PutRecordRequest.builder()
                .streamName(stream)
                .partitionKey(entry.partitionKey())
                .explicitHashKey(entry.explicitHashKey())
                .data(entry.data())
                .build();
    }
}
