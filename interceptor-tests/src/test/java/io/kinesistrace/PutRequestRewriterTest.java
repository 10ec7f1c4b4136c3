package io.kinesistrace;

import static io.kinesistrace.Spans.SPAN;
import static io.kinesistrace.Spans.TRACEPARENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/** The decision table of the README, row by row, for a single record and for a record of a batch. */
class PutRequestRewriterTest {
    private static final String STREAM = "orders";
    private static final String KEY = "order-17";
    /** MD5 of {@link #KEY}, computed elsewhere. */
    private static final String HASH = "763679404708269414593072851680915699";

    private static final String CARRYING = "00-0000000000000000000000000000000a-000000000000000b-00";
    private static final byte[] AGGREGATE = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2, 1, 2, 3};
    private static final int MIB = 1 << 20;

    private final PutRequestRewriter rewriter = rewriter(options -> {});

    @ParameterizedTest
    @MethodSource("bothPuts")
    void rewrite_row1_noValidSpan_sameRequest(SdkRequest put) {
        assertThat(rewrite(rewriter, put, SpanContext.getInvalid())).isSameAs(put);
    }

    @ParameterizedTest
    @MethodSource("bothPuts")
    void rewrite_row2_streamExcluded_sameRequest(SdkRequest put) {
        PutRequestRewriter excluding = rewriter(options -> options.excludeStreams("or*"));

        assertThat(rewrite(excluding, put, SPAN)).isSameAs(put);
    }

    @ParameterizedTest
    @MethodSource("bothPuts")
    void rewrite_row2_streamNotIncluded_sameRequest(SdkRequest put) {
        PutRequestRewriter including = rewriter(options -> options.includeStreams("payments"));

        assertThat(rewrite(including, put, SPAN)).isSameAs(put);
    }

    @Test
    void rewrite_row2_streamOnlyNamedByArn_isMatchedByItsName() {
        PutRecordRequest put = put().toBuilder()
                .streamName(null)
                .streamARN("arn:aws:kinesis:eu-west-1:123456789012:stream/orders")
                .build();

        assertThat(rewrite(rewriter(options -> options.excludeStreams("orders")), put, SPAN))
                .isSameAs(put);
        assertThat(rewrite(rewriter(options -> options.includeStreams("orders")), put, SPAN))
                .isNotSameAs(put);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"\ud800", "order\udfff"})
    void rewrite_row3_keyThatTheSdkOrServiceRefuses_isLeft(String key) {
        PutRecordRequest put = put().toBuilder().partitionKey(key).build();
        PutRecordsRequestEntry entry = entry().toBuilder().partitionKey(key).build();

        assertThat(rewrite(rewriter, put, SPAN)).isSameAs(put);
        assertLeftInBatch(rewriter, entry);
    }

    @Test
    void rewrite_row3_keyLongerThanTheServiceTakes_isLeft() {
        PutRecordRequest put = put().toBuilder().partitionKey("k".repeat(257)).build();

        assertThat(rewrite(rewriter, put, SPAN)).isSameAs(put);
    }

    @Test
    void rewrite_row3_dataNull_isLeft() {
        PutRecordRequest put = put().toBuilder().data(null).build();
        PutRecordsRequestEntry entry = entry().toBuilder().data(null).build();

        assertThat(rewrite(rewriter, put, SPAN)).isSameAs(put);
        assertLeftInBatch(rewriter, entry);
    }

    @Test
    void rewrite_row3_batchWithoutRecords_sameRequest() {
        PutRecordsRequest none = PutRecordsRequest.builder().streamName(STREAM).build();
        PutRecordsRequest empty = none.toBuilder().records(List.of()).build();

        assertThat(rewrite(rewriter, none, SPAN)).isSameAs(none);
        assertThat(rewrite(rewriter, empty, SPAN)).isSameAs(empty);
    }

    @Test
    void rewrite_row3_recordThatIsNull_staysWhereItIs() {
        PutRecordsRequest put = batch(entry(), null, entry());

        PutRecordsRequest rewritten = (PutRecordsRequest) rewrite(rewriter, put, SPAN);

        assertThat(rewritten.records()).hasSize(3);
        assertThat(rewritten.records().get(1)).isNull();
        assertThat(rewritten.records().get(2).partitionKey()).isEqualTo(TRACEPARENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                CARRYING,
                CARRYING + ",,order-17",
                "cc" + "-0000000000000000000000000000000a-000000000000000b-00-x"
            })
    void rewrite_row4_keyCarriesAContext_keyAndHashAreLeft(String key) {
        PutRecordRequest put =
                put().toBuilder().partitionKey(key).explicitHashKey("7").build();
        PutRecordRequest withoutHash = put.toBuilder().explicitHashKey(null).build();

        assertThat(rewrite(rewriter, put, SPAN)).isSameAs(put);
        assertThat(rewrite(rewriter, withoutHash, SPAN)).isSameAs(withoutHash);
        assertLeftInBatch(rewriter, entry().toBuilder().partitionKey(key).build());
    }

    @ParameterizedTest
    @ValueSource(ints = {MIB, 10 * MIB})
    void rewrite_row5_recordWouldCrossALimitOfTheService_isLeftFromThatByteOn(int limit) {
        int fitting = limit - TRACEPARENT.length();

        assertCarries(rewriter, fitting);
        assertLeft(rewriter, fitting + 1);
        assertLeft(rewriter, limit - KEY.length());
        assertCarries(rewriter, limit - KEY.length() + 1);
    }

    @Test
    void rewrite_row5_recordWouldCrossTheConfiguredLimit_isLeftFromThatByteOn() {
        int limit = 2_000_000;
        PutRequestRewriter limited = rewriter(options -> options.maxRecordSize(limit));

        assertCarries(limited, limit - TRACEPARENT.length());
        assertLeft(limited, limit - TRACEPARENT.length() + 1);
        assertLeft(limited, limit - KEY.length());
        assertCarries(limited, limit - KEY.length() + 1);
    }

    @Test
    void rewrite_row5_anotherLimitIsConfigured_thoseOfTheServiceCountAsWell() {
        PutRequestRewriter limited = rewriter(options -> options.maxRecordSize(2_000_000));

        assertLeft(limited, MIB - KEY.length());
        assertLeft(limited, 10 * MIB - KEY.length());
    }

    @Test
    void rewrite_row5_multiByteKey_isCountedInBytesOfUtf8() {
        PutRequestRewriter withKey = rewriter(options -> options.keyFormat(KeyFormat.TRACEPARENT_AND_KEY));
        String key = "日本語😀";
        int bytesAfter = TRACEPARENT.length() + ",,".length() + 13;
        PutRecordRequest fits = put().toBuilder()
                .partitionKey(key)
                .data(bytes(MIB - bytesAfter))
                .build();
        PutRecordRequest crosses =
                fits.toBuilder().data(bytes(MIB - bytesAfter + 1)).build();

        assertThat(rewrite(withKey, fits, SPAN)).isNotSameAs(fits);
        assertThat(rewrite(withKey, crosses, SPAN)).isSameAs(crosses);
    }

    @Test
    void rewrite_row5_keyThatGetsShorter_mayCarryAtAnySize() {
        PutRecordRequest put = put().toBuilder()
                .partitionKey("k".repeat(200))
                .data(bytes(MIB - 200))
                .build();

        assertThat(rewrite(rewriter, put, SPAN)).isNotSameAs(put);
    }

    @Test
    void rewrite_row6_batchWouldCrossTheLimitOfARequest_isLeftWholeFromThatByteOn() {
        int half = 5 * MIB;
        int fitting = half - TRACEPARENT.length();

        PutRecordsRequest fits = batch(entry(fitting), entry(fitting));
        PutRecordsRequest crosses = batch(entry(fitting), entry(fitting + 1));
        PutRecordsRequest crossesBefore = batch(entry(half - KEY.length()), entry(half - KEY.length() + 1));

        assertThat(((PutRecordsRequest) rewrite(rewriter, fits, SPAN)).records())
                .allSatisfy(entry -> assertThat(entry.partitionKey()).isEqualTo(TRACEPARENT));
        assertThat(rewrite(rewriter, crosses, SPAN)).isSameAs(crosses);
        assertThat(rewrite(rewriter, crossesBefore, SPAN)).isNotSameAs(crossesBefore);
    }

    @Test
    void rewrite_row7_aggregateRoutedByPartitionKey_isLeft() {
        PutRequestRewriter scattering = rewriter(options -> options.routing(ShardRouting.PARTITION_KEY));
        PutRecordRequest put =
                put().toBuilder().data(SdkBytes.fromByteArray(AGGREGATE)).build();

        assertThat(rewrite(scattering, put, SPAN)).isSameAs(put);
        assertLeftInBatch(
                scattering,
                entry().toBuilder().data(SdkBytes.fromByteArray(AGGREGATE)).build());
    }

    @Test
    void rewrite_row7_aggregateRoutedByOriginalKey_carriesOnItsShard() {
        PutRecordRequest put =
                put().toBuilder().data(SdkBytes.fromByteArray(AGGREGATE)).build();

        PutRecordRequest rewritten = (PutRecordRequest) rewrite(rewriter, put, SPAN);

        assertThat(rewritten.partitionKey()).isEqualTo(TRACEPARENT);
        assertThat(rewritten.explicitHashKey()).isEqualTo(HASH);
    }

    @ParameterizedTest
    @MethodSource("almostAggregates")
    void rewrite_row7_dataThatOnlyResemblesAnAggregate_carries(byte[] data) {
        PutRequestRewriter scattering = rewriter(options -> options.routing(ShardRouting.PARTITION_KEY));
        PutRecordRequest put =
                put().toBuilder().data(SdkBytes.fromByteArray(data)).build();

        assertThat(rewrite(scattering, put, SPAN)).isNotSameAs(put);
    }

    @Test
    void rewrite_row8_keyThatDoesNotFitBesideTheContext_isLeft() {
        PutRequestRewriter withKey = rewriter(options -> options.keyFormat(KeyFormat.TRACEPARENT_AND_KEY));
        String fits = "k".repeat(199);
        PutRecordRequest put = put().toBuilder().partitionKey(fits).build();
        PutRecordRequest tooLong = put.toBuilder().partitionKey(fits + "k").build();

        assertThat(((PutRecordRequest) rewrite(withKey, put, SPAN)).partitionKey())
                .isEqualTo(TRACEPARENT + ",," + fits);
        assertThat(rewrite(withKey, tooLong, SPAN)).isSameAs(tooLong);
        assertLeftInBatch(withKey, entry().toBuilder().partitionKey(fits + "k").build());
    }

    @ParameterizedTest
    @MethodSource("bothPuts")
    void rewrite_row9_noMd5RoutedByOriginalKey_isLeft(SdkRequest put) {
        PutRequestRewriter fips =
                new PutRequestRewriter(settings(options -> {}), HashKey.withAlgorithm("none"), new RecordCounter(null));

        assertThat(rewrite(fips, put, SPAN)).isSameAs(put);
    }

    @ParameterizedTest
    @MethodSource("bothPuts")
    void rewrite_row9_noMd5RoutedByPartitionKey_carries(SdkRequest put) {
        PutRequestRewriter fips = new PutRequestRewriter(
                settings(options -> options.routing(ShardRouting.PARTITION_KEY)),
                HashKey.withAlgorithm("none"),
                new RecordCounter(null));

        assertThat(rewrite(fips, put, SPAN)).isNotSameAs(put);
    }

    @Test
    void rewrite_row10_hashSetByTheApplication_staysInEveryRouting() {
        PutRecordRequest put = put().toBuilder().explicitHashKey("7").build();
        PutRequestRewriter scattering = rewriter(options -> options.routing(ShardRouting.PARTITION_KEY));

        for (PutRequestRewriter each : List.of(rewriter, scattering)) {
            PutRecordRequest rewritten = (PutRecordRequest) rewrite(each, put, SPAN);

            assertThat(rewritten.partitionKey()).isEqualTo(TRACEPARENT);
            assertThat(rewritten.explicitHashKey()).isEqualTo("7");
        }
    }

    @Test
    void rewrite_row11_otherwise_swapsTheKeyAndSetsTheHash() {
        PutRecordRequest put = put();

        PutRecordRequest rewritten = (PutRecordRequest) rewrite(rewriter, put, SPAN);

        assertThat(rewritten.partitionKey()).isEqualTo(TRACEPARENT);
        assertThat(rewritten.explicitHashKey()).isEqualTo(HASH);
        assertThat(put).as("the application's request").isEqualTo(put());
    }

    @Test
    void rewrite_row11_routedByPartitionKey_setsNoHash() {
        PutRequestRewriter scattering = rewriter(options -> options.routing(ShardRouting.PARTITION_KEY));

        PutRecordRequest rewritten = (PutRecordRequest) rewrite(scattering, put(), SPAN);

        assertThat(rewritten.partitionKey()).isEqualTo(TRACEPARENT);
        assertThat(rewritten.explicitHashKey()).isNull();
    }

    @Test
    void rewrite_mixedBatch_decidesRecordByRecordAndKeepsTheirOrder() {
        PutRecordsRequestEntry plain = entry();
        PutRecordsRequestEntry carrying =
                entry().toBuilder().partitionKey(CARRYING).build();
        PutRecordsRequestEntry hashed = entry().toBuilder().explicitHashKey("7").build();
        PutRecordsRequestEntry tooLarge = entry(MIB - KEY.length());
        PutRecordsRequest put = batch(plain, carrying, hashed, tooLarge);

        List<PutRecordsRequestEntry> records = ((PutRecordsRequest) rewrite(rewriter, put, SPAN)).records();

        assertThat(records).hasSize(4);
        assertThat(records.get(0))
                .isEqualTo(plain.toBuilder()
                        .partitionKey(TRACEPARENT)
                        .explicitHashKey(HASH)
                        .build());
        assertThat(records.get(1)).isSameAs(carrying);
        assertThat(records.get(2))
                .isEqualTo(hashed.toBuilder().partitionKey(TRACEPARENT).build());
        assertThat(records.get(3)).isSameAs(tooLarge);
        assertThat(put.records()).as("the application's list").containsExactly(plain, carrying, hashed, tooLarge);
    }

    /** As the interceptor does. */
    private static SdkRequest rewrite(PutRequestRewriter rewriter, SdkRequest put, SpanContext span) {
        return rewriter.takesPart(put) ? rewriter.rewrite(put, span) : put;
    }

    private static Stream<SdkRequest> bothPuts() {
        return Stream.of(put(), batch(entry(), entry()));
    }

    private static Stream<byte[]> almostAggregates() {
        byte[] lastByteDiffers = AGGREGATE.clone();
        lastByteDiffers[3] = 0;
        return Stream.of(new byte[0], new byte[] {AGGREGATE[0], AGGREGATE[1], AGGREGATE[2]}, lastByteDiffers);
    }

    private static PutRecordRequest put() {
        return PutRecordRequest.builder()
                .streamName(STREAM)
                .partitionKey(KEY)
                .data(SdkBytes.fromUtf8String("{}"))
                .build();
    }

    private static PutRecordsRequestEntry entry() {
        return PutRecordsRequestEntry.builder()
                .partitionKey(KEY)
                .data(SdkBytes.fromUtf8String("{}"))
                .build();
    }

    private static PutRecordsRequestEntry entry(int size) {
        return entry().toBuilder().data(bytes(size)).build();
    }

    private static PutRecordsRequest batch(PutRecordsRequestEntry... entries) {
        List<PutRecordsRequestEntry> records = new ArrayList<>();
        Collections.addAll(records, entries);
        return PutRecordsRequest.builder().streamName(STREAM).records(records).build();
    }

    private static SdkBytes bytes(int size) {
        return SdkBytes.fromByteArrayUnsafe(new byte[size]);
    }

    private static PutRequestRewriter rewriter(Consumer<KinesisTraceInterceptor.Builder> options) {
        return new PutRequestRewriter(settings(options), HashKey.md5(), new RecordCounter(null));
    }

    private static Settings settings(Consumer<KinesisTraceInterceptor.Builder> options) {
        KinesisTraceInterceptor.Builder builder = KinesisTraceInterceptor.builder();
        options.accept(builder);
        return builder.settings(new SettingsReader(name -> null, name -> null));
    }

    private static void assertCarries(PutRequestRewriter rewriter, int size) {
        PutRecordRequest put = put().toBuilder().data(bytes(size)).build();
        assertThat(((PutRecordRequest) rewrite(rewriter, put, SPAN)).partitionKey())
                .as("%s bytes", size)
                .isEqualTo(TRACEPARENT);
    }

    private static void assertLeft(PutRequestRewriter rewriter, int size) {
        PutRecordRequest put = put().toBuilder().data(bytes(size)).build();
        assertThat(rewrite(rewriter, put, SPAN)).as("%s bytes", size).isSameAs(put);
        PutRecordsRequest batch = batch(entry(size));
        assertThat(rewrite(rewriter, batch, SPAN))
                .as("%s bytes in a batch", size)
                .isSameAs(batch);
    }

    /** Alone in a batch: the very request. Beside a record that carries: the very entry. */
    private static void assertLeftInBatch(PutRequestRewriter rewriter, PutRecordsRequestEntry entry) {
        PutRecordsRequest alone = batch(entry);
        assertThat(rewrite(rewriter, alone, SPAN)).isSameAs(alone);

        PutRecordsRequest mixed = batch(entry(), entry);
        List<PutRecordsRequestEntry> records = ((PutRecordsRequest) rewrite(rewriter, mixed, SPAN)).records();
        assertThat(records.get(0).partitionKey()).startsWith(TRACEPARENT);
        assertThat(records.get(1)).isSameAs(entry);
    }
}
