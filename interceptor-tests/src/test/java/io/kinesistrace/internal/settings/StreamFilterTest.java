package io.kinesistrace.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamFilterTest {
    @Test
    void accepts_includedAndExcluded_excludedWins() {
        StreamFilter filter = filter(List.of("orders-*"), List.of("*-test"));

        assertThat(filter.accepts("orders-eu")).isTrue();
        assertThat(filter.accepts("orders-test")).isFalse();
        assertThat(filter.accepts("payments")).isFalse();
    }

    @Test
    void accepts_noName_onlyIfThereIsNoList() {
        assertThat(filter(List.of(), List.of()).accepts(null)).isTrue();
        assertThat(filter(List.of(), List.of("audit")).accepts(null))
                .as("the stream could be the excluded one")
                .isFalse();
        assertThat(filter(List.of("*"), List.of()).accepts(null)).isFalse();
    }

    @Test
    void accepts_arn_isMatchedByItsStreamName() {
        String arn = "arn:aws:kinesis:eu-west-1:123456789012:stream/orders";

        for (String each : List.of(arn, arn + "/consumer/billing:1700000000")) {
            assertThat(filter(List.of(each), List.of()).accepts("orders")).isTrue();
            assertThat(filter(List.of(each), List.of()).accepts("payments")).isFalse();
        }
    }

    @Test
    void of_emptyItems_areSkipped() {
        StreamFilter filter = filter(List.of("", "orders", " "), List.of());

        assertThat(filter.accepts("orders")).isTrue();
        assertThat(filter.accepts("payments")).isFalse();
    }

    @Test
    void of_onlyEmptyItems_isRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StreamNames.of(List.of("", " ")))
                .withMessageContaining("No stream is named");
    }

    @Test
    void accepts_manyWildcards_endsSoon() {
        StreamFilter filter = filter(List.of("*a".repeat(60)), List.of());

        assertThat(filter.accepts("a".repeat(127) + "b")).isFalse();
    }

    @Property
    void accepts_anyPattern_isWhatARegularExpressionSays(
            @ForAll("patterns") String pattern, @ForAll("names") String name) {
        Pattern expression = Pattern.compile(pattern.replace(".", "\\.").replace("*", ".*"));

        assertThat(filter(List.of(pattern), List.of()).accepts(name))
                .isEqualTo(expression.matcher(name).matches());
    }

    @ParameterizedTest
    @ValueSource(strings = {"or ders", "orders?", "or/", "ord€rs"})
    void of_whatNoStreamCanBeCalled_isRejected(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StreamNames.of(List.of(name)))
                .withMessageContaining("'" + name + "'")
                .withMessageContaining("allowed");
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.strings().withChars("ab.*").ofMinLength(1).ofMaxLength(6);
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings().withChars("ab.").ofMinLength(1).ofMaxLength(6);
    }

    private static StreamFilter filter(List<String> included, List<String> excluded) {
        return new StreamFilter(StreamNames.of(included), StreamNames.of(excluded));
    }
}
