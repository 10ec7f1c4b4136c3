package io.kinesistrace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecordKeyTest {
    @Test
    void equals_sameFields_isTheSameKey() {
        assertThat(new RecordKey("a", "1"))
                .isEqualTo(new RecordKey("a", "1"))
                .hasSameHashCodeAs(new RecordKey("a", "1"))
                .isNotEqualTo(new RecordKey("a", null))
                .isNotEqualTo(new RecordKey("b", "1"))
                .isNotEqualTo("a");
    }

    @Test
    void hashCode_manyRecords_spreadsThem() {
        assertThat(IntStream.range(0, 100)
                        .mapToObj(i -> new RecordKey("order-" + i, i % 2 == 0 ? null : "1" + i).hashCode())
                        .distinct())
                .hasSizeGreaterThan(90);
        assertThat(new RecordKey("a", "1")).doesNotHaveSameHashCodeAs(new RecordKey("a", "2"));
        assertThat(new RecordKey("a", "1")).doesNotHaveSameHashCodeAs(new RecordKey("b", "1"));
    }

    @Test
    void toString_inALog_showsNoKey() {
        assertThat(new RecordKey("customer-4711", "17")).asString().doesNotContain("customer", "17-");
    }
}
