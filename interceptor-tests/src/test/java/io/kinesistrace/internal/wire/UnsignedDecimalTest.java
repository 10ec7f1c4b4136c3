package io.kinesistrace.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnsignedDecimalTest {
    private static final int BYTES = 16;

    private final UnsignedDecimal decimal = new UnsignedDecimal();

    @Property(tries = 5000)
    void of_anyNumber_isWhatBigIntegerWrites(@ForAll @Size(BYTES) byte[] number) {
        assertThat(decimal.of(number.clone())).isEqualTo(new BigInteger(1, number).toString());
    }

    /** Around powers of ten and of two, where the number of digits or limbs changes. */
    @Property(tries = 2000)
    void of_numbersAroundPowers_areWhatBigIntegerWrites(@ForAll("aroundPowers") BigInteger number) {
        assertThat(decimal.of(bytes(number))).isEqualTo(number.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "1",
                "99999999",
                "100000000",
                "9999999999999999",
                "10000000000000000",
                "4294967295",
                "4294967296",
                "100000000000000000000000000000000000000",
                "340282366920938463463374607431768211455"
            })
    void of_knownNumber_isTheNumber(String number) {
        assertThat(decimal.of(bytes(new BigInteger(number)))).isEqualTo(number);
    }

    @Provide
    Arbitrary<BigInteger> aroundPowers() {
        BigInteger end = BigInteger.ONE.shiftLeft(Byte.SIZE * BYTES);
        Arbitrary<BigInteger> ofTen = Arbitraries.integers().between(0, 38).map(BigInteger.TEN::pow);
        Arbitrary<BigInteger> ofTwo = Arbitraries.integers().between(0, 127).map(BigInteger.ONE::shiftLeft);
        Arbitrary<Integer> offset = Arbitraries.integers().between(-2, 2);
        return Arbitraries.oneOf(ofTen, ofTwo)
                .flatMap(power -> offset.map(by -> power.add(BigInteger.valueOf(by))))
                .filter(number -> number.signum() >= 0 && number.compareTo(end) < 0);
    }

    private static byte[] bytes(BigInteger number) {
        byte[] bytes = new byte[BYTES];
        byte[] signed = number.toByteArray();
        byte[] unsigned = signed.length > BYTES ? Arrays.copyOfRange(signed, 1, signed.length) : signed;
        System.arraycopy(unsigned, 0, bytes, BYTES - unsigned.length, unsigned.length);
        return bytes;
    }
}
