package io.kinesistrace;

import static io.kinesistrace.Spans.SPAN;
import static io.kinesistrace.Spans.TRACEPARENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.kinesistrace.internal.wire.KeyHash;
import io.kinesistrace.internal.wire.KeyWriter;
import io.kinesistrace.internal.wire.Utf8;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionKeyPropagatorTest {
    private static final Context CONTEXT = Spans.contextOf(SPAN);
    private static final String KEY = "order-17";
    /** MD5 of {@link #KEY}, computed independently. */
    private static final String HASH = "763679404708269414593072851680915699";

    private final PartitionKeyPropagator propagator = PartitionKeyPropagator.create();
    private final PartitionKeyPropagator withKey = PartitionKeyPropagator.builder()
            .keyFormat(KeyFormat.TRACEPARENT_AND_KEY)
            .build();

    @Test
    void inject_default_isTraceparentOnTheShardOfTheKey() {
        RecordKey key = propagator.inject(CONTEXT, KEY);

        assertThat(key.partitionKey()).isEqualTo(TRACEPARENT);
        assertThat(key.explicitHashKey()).isEqualTo(HASH);
    }

    @Test
    void inject_withKey_isTraceparentTwoCommasAndKey() {
        RecordKey key = withKey.inject(CONTEXT, KEY);

        assertThat(key.partitionKey()).isEqualTo(TRACEPARENT + ",," + KEY);
        assertThat(key.explicitHashKey()).isEqualTo(HASH);
    }

    @Test
    void inject_routedByPartitionKey_setsNoHash() {
        PartitionKeyPropagator scattering = PartitionKeyPropagator.builder()
                .routing(ShardRouting.PARTITION_KEY)
                .build();

        RecordKey key = scattering.inject(CONTEXT, KEY);

        assertThat(key.partitionKey()).isEqualTo(TRACEPARENT);
        assertThat(key.explicitHashKey()).isNull();
    }

    @Test
    void inject_noValidSpan_givesTheKeyBack() {
        assertThat(propagator.inject(Context.root(), KEY)).isEqualTo(new RecordKey(KEY, null));
        assertThat(propagator.inject(null, KEY)).isEqualTo(new RecordKey(KEY, null));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"\ud800", "a\udc00b", "\udc00\ud800"})
    void inject_keyThatTheServiceRefuses_givesItBack(String key) {
        assertThat(propagator.inject(CONTEXT, key)).isEqualTo(new RecordKey(key, null));
    }

    @Test
    void inject_keyLongerThanTheServiceTakes_givesItBack() {
        String longest = "k".repeat(256);
        String tooLong = "k".repeat(257);

        assertThat(propagator.inject(CONTEXT, longest).partitionKey()).isEqualTo(TRACEPARENT);
        assertThat(propagator.inject(CONTEXT, tooLong)).isEqualTo(new RecordKey(tooLong, null));
    }

    @Test
    void inject_withKey_fitsToTheLastCharacter() {
        String fits = "k".repeat(256 - 57);
        String doesNot = fits + "k";

        assertThat(withKey.inject(CONTEXT, fits).partitionKey()).hasSize(256).endsWith(fits);
        assertThat(withKey.inject(CONTEXT, doesNot)).isEqualTo(new RecordKey(doesNot, null));
    }

    @Test
    void inject_keyThatCarriesAContext_isNotModified() {
        String carrying = "00-0000000000000000000000000000000a-000000000000000b-00";

        assertThat(propagator.inject(CONTEXT, carrying)).isEqualTo(new RecordKey(carrying, null));
        assertThat(propagator.inject(CONTEXT, carrying + ",,k")).isEqualTo(new RecordKey(carrying + ",,k", null));
        assertThat(withKey.inject(CONTEXT, carrying)).isEqualTo(new RecordKey(carrying, null));
    }

    @Test
    void inject_noMd5InThisJvm_givesTheKeyBack() {
        KeyHash none = KeyHash.withAlgorithm("no-such-digest");
        PartitionKeyPropagator fips =
                new PartitionKeyPropagator(new KeyWriter(ShardRouting.ORIGINAL_KEY, KeyFormat.TRACEPARENT, none));

        assertThat(fips.inject(CONTEXT, KEY)).isEqualTo(new RecordKey(KEY, null));
    }

    @Test
    void extract_carryingKey_isTheRemoteSpanInTheGivenContext() {
        ContextKey<String> other = ContextKey.named("other");
        Context base = Context.root().with(other, "kept");

        Context extracted = propagator.extract(base, TRACEPARENT);

        assertThat(Span.fromContext(extracted).getSpanContext().getTraceId()).isEqualTo(SPAN.getTraceId());
        assertThat(Span.fromContext(extracted).getSpanContext().getSpanId()).isEqualTo(SPAN.getSpanId());
        assertThat(Span.fromContext(extracted).getSpanContext().isRemote()).isTrue();
        assertThat(extracted.get(other)).isEqualTo("kept");
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                KEY,
                TRACEPARENT + "-more",
                TRACEPARENT + ",",
                TRACEPARENT + ",order",
                TRACEPARENT + "-,,order",
                ",," + TRACEPARENT,
                "ff" + "-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            })
    void extract_plainKey_isTheVeryContext(String key) {
        assertThat(propagator.extract(CONTEXT, key)).isSameAs(CONTEXT);
    }

    @Test
    void extract_nullContext_isTheRoot() {
        assertThat(propagator.extract(null, KEY)).isSameAs(Context.root());
    }

    @ParameterizedTest
    @EnumSource(KeyFormat.class)
    void extract_whicheverFormItWrites_readsBoth(KeyFormat format) {
        PartitionKeyPropagator reader =
                PartitionKeyPropagator.builder().keyFormat(format).build();

        for (String key : new String[] {TRACEPARENT, TRACEPARENT + ",,order-17"}) {
            Span span = Span.fromContext(reader.extract(Context.root(), key));
            assertThat(span.getSpanContext().getSpanId()).isEqualTo(SPAN.getSpanId());
        }
    }

    @Test
    void extract_laterVersionWithMoreFieldsAndAKey_isReadAsFarAsKnown() {
        String key = "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more,,order-17";

        Span span = Span.fromContext(propagator.extract(Context.root(), key));

        assertThat(span.getSpanContext().getSpanId()).isEqualTo(SPAN.getSpanId());
        assertThat(propagator.originalKey(key)).isEqualTo("order-17");
    }

    @Test
    void originalKey_everyForm_isWhatTheApplicationGave() {
        assertThat(propagator.originalKey(KEY)).isSameAs(KEY);
        assertThat(propagator.originalKey(TRACEPARENT + ",," + KEY)).isEqualTo(KEY);
        assertThat(propagator.originalKey(TRACEPARENT + ",,a,,b")).isEqualTo("a,,b");
        assertThat(propagator.originalKey(TRACEPARENT)).isNull();
        assertThat(propagator.originalKey(null)).isNull();
        assertThat(propagator.originalKey("a,,b")).isEqualTo("a,,b");
    }

    @Test
    void traceparent_everyForm_isTheHeaderOfThatName() {
        String later = "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more";

        assertThat(propagator.traceparent(TRACEPARENT)).isEqualTo(TRACEPARENT);
        assertThat(propagator.traceparent(TRACEPARENT + ",," + KEY)).isEqualTo(TRACEPARENT);
        assertThat(propagator.traceparent(later + ",," + KEY)).isEqualTo(later);
        assertThat(propagator.traceparent(KEY)).isNull();
        assertThat(propagator.traceparent(null)).isNull();
    }

    @Property
    void originalKey_anyKeyThatTravelledAlong_comesBack(@ForAll("acceptableKeys") String key) {
        RecordKey injected = withKey.inject(CONTEXT, key);

        assertThat(withKey.originalKey(injected.partitionKey())).isEqualTo(key);
        assertThat(Span.fromContext(withKey.extract(Context.root(), injected.partitionKey()))
                        .getSpanContext()
                        .getTraceId())
                .isEqualTo(SPAN.getTraceId());
    }

    @Property(tries = 5000)
    void reading_anyStringWhatever_neverThrows(@ForAll("hostileKeys") String key) {
        Context extracted = propagator.extract(CONTEXT, key);
        String original = propagator.originalKey(key);
        RecordKey injected = propagator.inject(CONTEXT, key);

        assertThat(extracted).isNotNull();
        assertThat(injected).isNotNull();
        boolean carrying = extracted != CONTEXT;
        assertThat(carrying || key.equals(original)).isTrue();
    }

    @Test
    void builder_null_saysSoAtOnce() {
        assertThatNullPointerException()
                .isThrownBy(() -> PartitionKeyPropagator.builder().routing(null))
                .withMessage("routing");
        assertThatNullPointerException()
                .isThrownBy(() -> PartitionKeyPropagator.builder().keyFormat(null))
                .withMessage("keyFormat");
    }

    @Provide
    Arbitrary<String> acceptableKeys() {
        return Arbitraries.strings()
                .ofMinLength(1)
                .ofMaxLength(199)
                .filter(key -> Utf8.length(key) != Utf8.NOT_ENCODABLE);
    }

    /** Any Unicode text, alone and around text that looks like a context. */
    @Provide
    Arbitrary<String> hostileKeys() {
        Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(300);
        Arbitrary<String> alike =
                Arbitraries.strings().withChars("0123456789abcdef-,fF ").ofMaxLength(80);
        Arbitrary<String> behind = any.map(rest -> TRACEPARENT + rest);
        Arbitrary<String> behindSeparator = any.map(rest -> TRACEPARENT + ",," + rest);
        Arbitrary<String> behindLaterVersion = any.map(rest -> "cc" + TRACEPARENT.substring(2) + '-' + rest);
        Arbitrary<String> cut = Arbitraries.integers().between(0, 54).map(end -> TRACEPARENT.substring(0, end));
        return Arbitraries.oneOf(any, alike, behind, behindSeparator, behindLaterVersion, cut);
    }
}
