package io.kinesistrace;

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
    void matches_includedAndExcluded_excludedWins() {
        StreamFilter filter = filter(List.of("orders-*"), List.of("*-test"));

        assertThat(filter.matches("orders-eu")).isTrue();
        assertThat(filter.matches("orders-test")).isFalse();
        assertThat(filter.matches("payments")).isFalse();
    }

    @Test
    void matches_noName_isOnNoList() {
        assertThat(filter(List.of(), List.of("*")).matches(null)).isTrue();
        assertThat(filter(List.of("*"), List.of()).matches(null)).isFalse();
    }

    @Test
    void matches_arnGiven_itsStreamNameCounts() {
        String arn = "arn:aws:kinesis:eu-west-1:123456789012:stream/orders";

        assertThat(filter(List.of(arn), List.of()).matches("orders")).isTrue();
        assertThat(filter(List.of(arn), List.of()).matches("payments")).isFalse();
    }

    @Test
    void matches_manyWildcards_endsSoon() {
        StreamFilter filter = filter(List.of("*a".repeat(60)), List.of());

        assertThat(filter.matches("a".repeat(127) + "b")).isFalse();
    }

    @Property
    void matches_anyPattern_isWhatARegularExpressionSays(
            @ForAll("patterns") String pattern, @ForAll("names") String name) {
        Pattern expression = Pattern.compile(pattern.replace(".", "\\.").replace("*", ".*"));

        assertThat(filter(List.of(pattern), List.of()).matches(name))
                .isEqualTo(expression.matcher(name).matches());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "or ders", "orders?", "or/", "ord€rs"})
    void names_whatNoStreamCanBeCalled_isRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StreamFilter.names(List.of(name)))
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
        return new StreamFilter(StreamFilter.names(included), StreamFilter.names(excluded));
    }
}
