package io.kinesistrace;

import static org.assertj.core.api.Assertions.assertThat;

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
    void toString_inALog_showsNoKey() {
        assertThat(new RecordKey("customer-4711", "17")).asString().doesNotContain("customer", "17-");
    }
}
