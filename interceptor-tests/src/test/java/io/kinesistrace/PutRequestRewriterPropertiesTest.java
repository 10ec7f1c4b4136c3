package io.kinesistrace;

import static io.kinesistrace.Spans.SPAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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

/** What holds for every request, whatever the application put into it. */
class PutRequestRewriterPropertiesTest {
    @Property
    void rewrite_anyPutRecord_keepsEverythingButKeyAndHash(
            @ForAll("putRecords") PutRecordRequest put, @ForAll("settings") Settings settings) {
        PutRecordRequest rewritten = (PutRecordRequest) rewriter(settings).rewrite(put, SPAN);

        PutRecordRequest undone = rewritten.toBuilder()
                .partitionKey(put.partitionKey())
                .explicitHashKey(put.explicitHashKey())
                .build();
        assertThat(undone).isEqualTo(put);
        assertThat(undone.overrideConfiguration()).isEqualTo(put.overrideConfiguration());
        assertThat(rewritten.data()).isSameAs(put.data());
        assertThat(rewritten == put || !rewritten.partitionKey().equals(put.partitionKey()))
                .as("nothing changed: the same instance")
                .isTrue();
        assertThat(put.explicitHashKey() == null || put.explicitHashKey().equals(rewritten.explicitHashKey()))
                .as("a hash of the application's stays")
                .isTrue();
    }

    @Property
    void rewrite_anyBatch_decidesEachRecordAsIfItWereAlone(
            @ForAll("batches") PutRecordsRequest put, @ForAll("settings") Settings settings) {
        PutRequestRewriter rewriter = rewriter(settings);

        PutRecordsRequest rewritten = (PutRecordsRequest) rewriter.rewrite(put, SPAN);

        assertThat(rewritten.records()).hasSameSizeAs(put.records());
        for (int i = 0; i < put.records().size(); i++) {
            PutRecordsRequestEntry before = put.records().get(i);
            PutRecordsRequestEntry after = rewritten.records().get(i);
            PutRecordRequest alone = (PutRecordRequest) rewriter.rewrite(asSingle(before, put.streamName()), SPAN);
            assertThat(after.partitionKey()).isEqualTo(alone.partitionKey());
            assertThat(after.explicitHashKey()).isEqualTo(alone.explicitHashKey());
            assertThat(after.data()).isSameAs(before.data());
        }
        PutRecordsRequest undone = rewritten.toBuilder().records(put.records()).build();
        assertThat(undone).isEqualTo(put);
    }

    @Property
    void rewrite_twice_changesNothingMore(
            @ForAll("putRecords") PutRecordRequest put, @ForAll("settings") Settings settings) {
        PutRecordRequest once = (PutRecordRequest) rewriter(settings).rewrite(put, SPAN);

        if (once != put) {
            assertThat(rewriter(settings).rewrite(once, SPAN)).isSameAs(once);
        }
    }

    @Provide
    Arbitrary<Settings> settings() {
        return Combinators.combine(Arbitraries.of(ShardRouting.class), Arbitraries.of(KeyFormat.class))
                .as((routing, format) -> KinesisTraceInterceptor.builder()
                        .routing(routing)
                        .keyFormat(format)
                        .settings(new SettingsReader(name -> null, name -> null)));
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

    private static PutRequestRewriter rewriter(Settings settings) {
        return new PutRequestRewriter(settings, HashKey.md5(), new RecordCounter(null));
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
