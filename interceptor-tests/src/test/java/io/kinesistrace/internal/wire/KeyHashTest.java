package io.kinesistrace.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyHashTest {
    private static final BigInteger END = BigInteger.ONE.shiftLeft(128);
    private static final int THREADS = 64;
    private static final int HASHES_OF_A_THREAD = 20_000;

    private final KeyHash keyHash = KeyHash.md5();

    /** Computed with a different implementation: {@code int(hashlib.md5(key.encode()).hexdigest(), 16)} in Python. */
    @ParameterizedTest
    @CsvSource({
        "order-17, 763679404708269414593072851680915699",
        "a, 16955237001963240173058271559858726497",
        "日本語, 88491575051939950596574576699976684",
        "😀😀, 117294655103478855793065423904277791418",
        "ключ, 259726384039714788407059515981389908711",
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx, 265353499944959180620795534685136097465",
        "key-11208, 1311724162296975850274365287650032"
    })
    void of_knownKey_isTheNumberThatKinesisComputes(String key, String expected) {
        assertThat(keyHash.of(key)).isEqualTo(expected);
    }

    @Property
    void of_anyKey_isAnUnsignedDecimalThatTheServiceTakes(@ForAll String key) {
        String hash = keyHash.of(key);

        assertThat(hash).matches("0|[1-9]\\d*");
        assertThat(new BigInteger(hash)).isLessThan(END);
    }

    /** Computed as in the API reference, not with our code; for texts longer than a key may be, of ASCII and other characters. */
    @Property(tries = 2000)
    void of_anyKey_isTheMd5OfItsUtf8Bytes(@ForAll("keys") String key) throws NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("MD5").digest(key.getBytes(StandardCharsets.UTF_8));

        assertThat(keyHash.of(key)).isEqualTo(new BigInteger(1, digest).toString());
    }

    @Provide
    Arbitrary<String> keys() {
        Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(300);
        Arbitrary<String> ascii = Arbitraries.strings().ascii().ofMaxLength(300);
        Arbitrary<String> aroundTheEndOfAscii =
                Arbitraries.strings().withCharRange('\u007e', '\u0081').ofMaxLength(5);
        return Arbitraries.oneOf(any, ascii, aroundTheEndOfAscii);
    }

    /** More threads than digests are kept for, so that several of them want the same one. */
    @Test
    void of_moreThreadsThanDigests_giveTheSameAnswers() throws Exception {
        List<String> keys = IntStream.range(0, 7).mapToObj(i -> "group-" + i).toList();
        List<String> hashes = keys.stream().map(keyHash::of).toList();
        Callable<Long> wrong = () -> IntStream.range(0, HASHES_OF_A_THREAD)
                .filter(i -> !keyHash.of(keys.get(i % 7)).equals(hashes.get(i % 7)))
                .count();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (Future<Long> each : threads.invokeAll(Collections.nCopies(THREADS, wrong))) {
                assertThat(each.get()).isZero();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void isAvailable_noSuchDigestInThisJvm_isFalse() {
        KeyHash none = KeyHash.withAlgorithm("no-such-digest");

        assertThat(none.isAvailable()).isFalse();
        assertThatThrownBy(() -> none.of("key")).isInstanceOf(IllegalStateException.class);
    }
}
