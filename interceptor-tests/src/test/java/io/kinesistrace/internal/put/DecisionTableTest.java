package io.kinesistrace.internal.put;

import static io.kinesistrace.Spans.SPAN;
import static io.kinesistrace.Spans.TRACEPARENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.kinesistrace.KeyFormat;
import io.kinesistrace.ShardRouting;
import io.kinesistrace.internal.settings.Settings;
import io.kinesistrace.internal.settings.SettingsBuilder;
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

/** The documented decision table, for a single record and for a record of a batch. */
class DecisionTableTest {
    private static final String STREAM = "orders";
    private static final String KEY = "order-17";
    /** MD5 of {@link #KEY}, computed independently. */
    private static final String HASH = "763679404708269414593072851680915699";

    private static final String CARRYING = "00-0000000000000000000000000000000a-000000000000000b-00";
    private static final String LATER_VERSION = "cc" + "-0000000000000000000000000000000a-000000000000000b-00-x";
    private static final byte[] AGGREGATE = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2, 1, 2, 3};
    private static final int MIB = 1 << 20;

    private final PutTracer tracer = tracer(options -> {});

    @ParameterizedTest
    @MethodSource("bothPuts")
    void modify_noValidSpan_sameRequest(SdkRequest put) {
        assertThat(modify(tracer, put, SpanContext.getInvalid())).isSameAs(put);
    }

    @ParameterizedTest
    @MethodSource("bothPuts")
    void modify_streamExcluded_sameRequest(SdkRequest put) {
        PutTracer excluding = tracer(options -> options.excludeStreams(List.of("or*")));

        assertThat(modify(excluding, put, SPAN)).isSameAs(put);
    }

    @Test
    void modify_streamOnlyNamedById_isLeftAsSoonAsThereIsAList() {
        PutRecordRequest put =
                put().toBuilder().streamName(null).streamId("4f0c").build();

        assertThat(modify(tracer(options -> options.excludeStreams(List.of("audit"))), put, SPAN))
                .isSameAs(put);
        assertThat(modify(tracer(options -> options.includeStreams(List.of("*"))), put, SPAN))
                .isSameAs(put);
        assertThat(modify(tracer, put, SPAN)).isNotSameAs(put);
    }

    @Test
    void modify_settingsThatCouldNotBeRead_sameRequest() {
        PutRecordRequest put = put();

        assertThat(modify(Tracers.tracer((Settings) null), put, SPAN)).isSameAs(put);
    }

    @Test
    void modify_switchedOff_sameRequest() {
        PutRecordRequest put = put();

        assertThat(modify(tracer(options -> options.enabled(false)), put, SPAN)).isSameAs(put);
    }

    @ParameterizedTest
    @MethodSource("bothPuts")
    void modify_streamNotIncluded_sameRequest(SdkRequest put) {
        PutTracer including = tracer(options -> options.includeStreams(List.of("payments")));

        assertThat(modify(including, put, SPAN)).isSameAs(put);
    }

    @Test
    void modify_streamOnlyNamedByArn_isMatchedByItsName() {
        PutRecordRequest put = put().toBuilder()
                .streamName(null)
                .streamARN("arn:aws:kinesis:eu-west-1:123456789012:stream/orders")
                .build();

        assertThat(modify(tracer(options -> options.excludeStreams(List.of("orders"))), put, SPAN))
                .isSameAs(put);
        assertThat(modify(tracer(options -> options.includeStreams(List.of("orders"))), put, SPAN))
                .isNotSameAs(put);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"\ud800", "order\udfff"})
    void modify_keyThatTheSdkOrServiceRefuses_isLeft(String key) {
        PutRecordRequest put = put().toBuilder().partitionKey(key).build();
        PutRecordsRequestEntry entry = entry().toBuilder().partitionKey(key).build();

        assertThat(modify(tracer, put, SPAN)).isSameAs(put);
        assertLeftInBatch(tracer, entry);
    }

    @Test
    void modify_keyLongerThanTheServiceTakes_isLeft() {
        PutRecordRequest put = put().toBuilder().partitionKey("k".repeat(257)).build();

        assertThat(modify(tracer, put, SPAN)).isSameAs(put);
    }

    @Test
    void modify_dataNull_isLeft() {
        PutRecordRequest put = put().toBuilder().data(null).build();
        PutRecordsRequestEntry entry = entry().toBuilder().data(null).build();

        assertThat(modify(tracer, put, SPAN)).isSameAs(put);
        assertLeftInBatch(tracer, entry);
    }

    @Test
    void modify_batchWithoutRecords_sameRequest() {
        PutRecordsRequest none = PutRecordsRequest.builder().streamName(STREAM).build();
        PutRecordsRequest empty = none.toBuilder().records(List.of()).build();

        assertThat(modify(tracer, none, SPAN)).isSameAs(none);
        assertThat(modify(tracer, empty, SPAN)).isSameAs(empty);
    }

    @Test
    void modify_recordThatIsNull_staysWhereItIs() {
        PutRecordsRequest put = batch(entry(), null, entry());

        PutRecordsRequest modified = (PutRecordsRequest) modify(tracer, put, SPAN);

        assertThat(modified.records()).hasSize(3);
        assertThat(modified.records().get(1)).isNull();
        assertThat(modified.records().get(2).partitionKey()).isEqualTo(TRACEPARENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {CARRYING, CARRYING + ",,order-17", LATER_VERSION, LATER_VERSION + ",,order-17"})
    void modify_keyCarriesAContextAndHasAHash_isLeft(String key) {
        PutRecordRequest put =
                put().toBuilder().partitionKey(key).explicitHashKey("7").build();

        assertThat(modify(tracer, put, SPAN)).isSameAs(put);
        assertLeftInBatch(
                tracer,
                entry().toBuilder().partitionKey(key).explicitHashKey("7").build());
    }

    @ParameterizedTest
    @ValueSource(strings = {CARRYING, LATER_VERSION, CARRYING + ",,", CARRYING + ",,\ud800"})
    void modify_keyCarriesAContextAndNoUsableKey_isLeft(String key) {
        PutRecordRequest put = put().toBuilder().partitionKey(key).build();

        assertThat(modify(tracer, put, SPAN)).isSameAs(put);
        assertLeftInBatch(tracer, entry().toBuilder().partitionKey(key).build());
    }

    @ParameterizedTest
    @ValueSource(strings = {CARRYING + ",,order-17", LATER_VERSION + ",,order-17"})
    void modify_keyCarriesAContextAndAKey_getsTheHashOfThatKey(String key) {
        PutRecordRequest put = put().toBuilder().partitionKey(key).build();
        PutRecordsRequest batch = batch(entry().toBuilder().partitionKey(key).build());

        for (SpanContext span : List.of(SPAN, SpanContext.getInvalid())) {
            assertThat(modify(tracer, put, span))
                    .isEqualTo(put.toBuilder().explicitHashKey(HASH).build());
            assertThat(((PutRecordsRequest) modify(tracer, batch, span)).records())
                    .containsExactly(batch.records().get(0).toBuilder()
                            .explicitHashKey(HASH)
                            .build());
        }
    }

    @Test
    void modify_keyCarriesAContextAndAKey_isLeftIfItsShardCannotBeKept() {
        PutRecordRequest put =
                put().toBuilder().partitionKey(CARRYING + ",,order-17").build();

        assertThat(modify(Tracers.tracerWithoutMd5(options -> {}), put, SPAN)).isSameAs(put);
        assertThat(modify(tracer(options -> options.routing(ShardRouting.PARTITION_KEY)), put, SPAN))
                .isSameAs(put);
    }

    @ParameterizedTest
    @NullAndEmptySource
    void modify_keylessStream_theContextIsTheKey(String key) {
        PutTracer keyless = tracer(options -> options.keylessStreams(List.of("or*")));
        PutRecordRequest put = put().toBuilder().partitionKey(key).build();
        PutRecordsRequest batch = batch(entry().toBuilder().partitionKey(key).build(), entry());

        assertThat(modify(keyless, put, SPAN))
                .isEqualTo(put.toBuilder().partitionKey(TRACEPARENT).build());
        assertThat(((PutRecordsRequest) modify(keyless, batch, SPAN)).records())
                .extracting(PutRecordsRequestEntry::partitionKey, PutRecordsRequestEntry::explicitHashKey)
                .containsExactly(tuple(TRACEPARENT, null), tuple(TRACEPARENT, HASH));
    }

    @ParameterizedTest
    @NullAndEmptySource
    void modify_anotherStreamIsKeyless_recordWithoutAKeyIsLeft(String key) {
        PutTracer keyless = tracer(options -> options.keylessStreams(List.of("payments")));
        PutRecordRequest put = put().toBuilder().partitionKey(key).build();

        assertThat(modify(keyless, put, SPAN)).isSameAs(put);
    }

    @Test
    void modify_keylessRecordWouldCrossALimit_isLeft() {
        PutTracer keyless = tracer(options -> options.keylessStreams(List.of(STREAM)));
        PutRecordRequest put =
                put().toBuilder().partitionKey(null).data(bytes(MIB)).build();

        assertThat(modify(keyless, put, SPAN)).isSameAs(put);
    }

    @ParameterizedTest
    @ValueSource(ints = {MIB, 10 * MIB})
    void modify_recordWouldCrossALimitOfTheService_isLeftFromThatByteOn(int limit) {
        int fitting = limit - TRACEPARENT.length();

        assertCarries(tracer, fitting);
        assertLeft(tracer, fitting + 1);
        assertLeft(tracer, limit - KEY.length());
        assertCarries(tracer, limit - KEY.length() + 1);
    }

    @Test
    void modify_recordWouldCrossTheConfiguredLimit_isLeftFromThatByteOn() {
        int limit = 2_000_000;
        PutTracer limited = tracer(options -> options.maxRecordSize(limit));

        assertCarries(limited, limit - TRACEPARENT.length());
        assertLeft(limited, limit - TRACEPARENT.length() + 1);
        assertLeft(limited, limit - KEY.length());
        assertCarries(limited, limit - KEY.length() + 1);
    }

    @Test
    void modify_anotherLimitIsConfigured_thoseOfTheServiceCountAsWell() {
        PutTracer limited = tracer(options -> options.maxRecordSize(2_000_000));

        assertLeft(limited, MIB - KEY.length());
        assertLeft(limited, 10 * MIB - KEY.length());
    }

    @Test
    void modify_multiByteKey_isCountedInBytesOfUtf8() {
        PutTracer withKey = tracer(options -> options.keyFormat(KeyFormat.TRACEPARENT_AND_KEY));
        String key = "日本語😀";
        int bytesAfter = TRACEPARENT.length() + ",,".length() + 13;
        PutRecordRequest fits = put().toBuilder()
                .partitionKey(key)
                .data(bytes(MIB - bytesAfter))
                .build();
        PutRecordRequest crosses =
                fits.toBuilder().data(bytes(MIB - bytesAfter + 1)).build();

        assertThat(modify(withKey, fits, SPAN)).isNotSameAs(fits);
        assertThat(modify(withKey, crosses, SPAN)).isSameAs(crosses);
    }

    @Test
    void modify_keyThatGetsShorter_mayCarryAtAnySize() {
        PutRecordRequest put = put().toBuilder()
                .partitionKey("k".repeat(200))
                .data(bytes(MIB - 200))
                .build();

        assertThat(modify(tracer, put, SPAN)).isNotSameAs(put);
    }

    @ParameterizedTest
    @ValueSource(ints = {5 * MIB, 10 * MIB})
    void modify_batchWouldCrossALimitOfARequest_isLeftWhole(int limit) {
        int half = limit / 2;
        int fitting = half - TRACEPARENT.length();

        PutRecordsRequest fits = batch(entry(fitting), entry(fitting));
        PutRecordsRequest crosses = batch(entry(fitting), entry(fitting + 1));
        PutRecordsRequest crossesBefore = batch(entry(half - KEY.length()), entry(half - KEY.length() + 1));

        assertThat(((PutRecordsRequest) modify(tracer, fits, SPAN)).records())
                .allSatisfy(entry -> assertThat(entry.partitionKey()).isEqualTo(TRACEPARENT));
        assertThat(modify(tracer, crosses, SPAN)).isSameAs(crosses);
        assertThat(modify(tracer, crossesBefore, SPAN)).isNotSameAs(crossesBefore);
    }

    @Test
    void modify_batchLeftForItsSize_stampedKeysStillGetTheirHash() {
        int half = 5 * MIB - TRACEPARENT.length();
        PutRecordsRequestEntry stamped =
                entry().toBuilder().partitionKey(CARRYING + ",,order-17").build();
        PutRecordsRequest crosses = batch(entry(half), entry(half), stamped);

        List<PutRecordsRequestEntry> records = ((PutRecordsRequest) modify(tracer, crosses, SPAN)).records();

        assertThat(records.get(0)).isSameAs(crosses.records().get(0));
        assertThat(records.get(2).explicitHashKey()).isEqualTo(HASH);
    }

    @Test
    void modify_aggregateRoutedByPartitionKey_isLeft() {
        PutTracer scattering = tracer(options -> options.routing(ShardRouting.PARTITION_KEY));
        PutRecordRequest put =
                put().toBuilder().data(SdkBytes.fromByteArray(AGGREGATE)).build();

        assertThat(modify(scattering, put, SPAN)).isSameAs(put);
        assertLeftInBatch(
                scattering,
                entry().toBuilder().data(SdkBytes.fromByteArray(AGGREGATE)).build());
    }

    @Test
    void modify_aggregateRoutedByOriginalKey_carriesOnItsShard() {
        PutRecordRequest put =
                put().toBuilder().data(SdkBytes.fromByteArray(AGGREGATE)).build();

        PutRecordRequest modified = (PutRecordRequest) modify(tracer, put, SPAN);

        assertThat(modified.partitionKey()).isEqualTo(TRACEPARENT);
        assertThat(modified.explicitHashKey()).isEqualTo(HASH);
    }

    @ParameterizedTest
    @MethodSource("almostAggregates")
    void modify_dataThatOnlyResemblesAnAggregate_carries(byte[] data) {
        PutTracer scattering = tracer(options -> options.routing(ShardRouting.PARTITION_KEY));
        PutRecordRequest put =
                put().toBuilder().data(SdkBytes.fromByteArray(data)).build();

        assertThat(modify(scattering, put, SPAN)).isNotSameAs(put);
    }

    @Test
    void modify_keyThatDoesNotFitBesideTheContext_isLeft() {
        PutTracer withKey = tracer(options -> options.keyFormat(KeyFormat.TRACEPARENT_AND_KEY));
        String fits = "k".repeat(199);
        PutRecordRequest put = put().toBuilder().partitionKey(fits).build();
        PutRecordRequest tooLong = put.toBuilder().partitionKey(fits + "k").build();

        assertThat(((PutRecordRequest) modify(withKey, put, SPAN)).partitionKey())
                .isEqualTo(TRACEPARENT + ",," + fits);
        assertThat(modify(withKey, tooLong, SPAN)).isSameAs(tooLong);
        assertLeftInBatch(withKey, entry().toBuilder().partitionKey(fits + "k").build());
    }

    @ParameterizedTest
    @MethodSource("bothPuts")
    void modify_noMd5RoutedByOriginalKey_isLeft(SdkRequest put) {
        PutTracer fips = Tracers.tracerWithoutMd5(options -> {});

        assertThat(modify(fips, put, SPAN)).isSameAs(put);
    }

    @ParameterizedTest
    @MethodSource("bothPuts")
    void modify_noMd5RoutedByPartitionKey_carries(SdkRequest put) {
        PutTracer fips = Tracers.tracerWithoutMd5(options -> options.routing(ShardRouting.PARTITION_KEY));

        assertThat(modify(fips, put, SPAN)).isNotSameAs(put);
    }

    @Test
    void modify_hashSetByTheApplication_staysInEveryRouting() {
        PutRecordRequest put = put().toBuilder().explicitHashKey("7").build();
        PutTracer scattering = tracer(options -> options.routing(ShardRouting.PARTITION_KEY));

        for (PutTracer each : List.of(tracer, scattering)) {
            PutRecordRequest modified = (PutRecordRequest) modify(each, put, SPAN);

            assertThat(modified.partitionKey()).isEqualTo(TRACEPARENT);
            assertThat(modified.explicitHashKey()).isEqualTo("7");
        }
    }

    @Test
    void modify_otherwise_swapsTheKeyAndSetsTheHash() {
        PutRecordRequest put = put();

        PutRecordRequest modified = (PutRecordRequest) modify(tracer, put, SPAN);

        assertThat(modified.partitionKey()).isEqualTo(TRACEPARENT);
        assertThat(modified.explicitHashKey()).isEqualTo(HASH);
        assertThat(put).as("the application's request").isEqualTo(put());
    }

    @Test
    void modify_routedByPartitionKey_setsNoHash() {
        PutTracer scattering = tracer(options -> options.routing(ShardRouting.PARTITION_KEY));

        PutRecordRequest modified = (PutRecordRequest) modify(scattering, put(), SPAN);

        assertThat(modified.partitionKey()).isEqualTo(TRACEPARENT);
        assertThat(modified.explicitHashKey()).isNull();
    }

    @Test
    void modify_mixedBatch_decidesRecordByRecordAndKeepsTheirOrder() {
        PutRecordsRequestEntry plain = entry();
        PutRecordsRequestEntry carrying =
                entry().toBuilder().partitionKey(CARRYING).build();
        PutRecordsRequestEntry hashed = entry().toBuilder().explicitHashKey("7").build();
        PutRecordsRequestEntry tooLarge = entry(MIB - KEY.length());
        PutRecordsRequest put = batch(plain, carrying, hashed, tooLarge);

        List<PutRecordsRequestEntry> records = ((PutRecordsRequest) modify(tracer, put, SPAN)).records();

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

    private static SdkRequest modify(PutTracer tracer, SdkRequest put, SpanContext span) {
        return Tracers.modify(tracer, put, span);
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

    private static PutTracer tracer(Consumer<SettingsBuilder> options) {
        return Tracers.tracer(options);
    }

    private static void assertCarries(PutTracer tracer, int size) {
        PutRecordRequest put = put().toBuilder().data(bytes(size)).build();
        assertThat(((PutRecordRequest) modify(tracer, put, SPAN)).partitionKey())
                .as("%s bytes", size)
                .isEqualTo(TRACEPARENT);
    }

    private static void assertLeft(PutTracer tracer, int size) {
        PutRecordRequest put = put().toBuilder().data(bytes(size)).build();
        assertThat(modify(tracer, put, SPAN)).as("%s bytes", size).isSameAs(put);
        PutRecordsRequest batch = batch(entry(size));
        assertThat(modify(tracer, batch, SPAN)).as("%s bytes in a batch", size).isSameAs(batch);
    }

    /** Alone in a batch, the same request instance is sent; beside a record with a context, the same entry instance. */
    private static void assertLeftInBatch(PutTracer tracer, PutRecordsRequestEntry entry) {
        PutRecordsRequest alone = batch(entry);
        assertThat(modify(tracer, alone, SPAN)).isSameAs(alone);

        PutRecordsRequest mixed = batch(entry(), entry);
        List<PutRecordsRequestEntry> records = ((PutRecordsRequest) modify(tracer, mixed, SPAN)).records();
        assertThat(records.get(0).partitionKey()).startsWith(TRACEPARENT);
        assertThat(records.get(1)).isSameAs(entry);
    }
}
