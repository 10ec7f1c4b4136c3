package io.kinesistrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {
    @Test
    void settings_nothingSet_areTheDefaults() {
        Settings settings = KinesisTraceInterceptor.builder().settings(reader(Map.of(), Map.of()));

        assertThat(settings.enabled).isTrue();
        assertThat(settings.routing).isEqualTo(ShardRouting.ORIGINAL_KEY);
        assertThat(settings.keyFormat).isEqualTo(KeyFormat.TRACEPARENT);
        assertThat(settings.maxRecordSize).isEqualTo(Settings.NO_LIMIT);
        assertThat(settings.streams.matches("any")).isTrue();
    }

    @Test
    void settings_everyProperty_isRead() {
        Settings settings = KinesisTraceInterceptor.builder()
                .settings(reader(
                        Map.of(
                                "kinesis.trace.enabled", "false",
                                "kinesis.trace.routing", "partition-key",
                                "kinesis.trace.key-format", "traceparent-and-key",
                                "kinesis.trace.streams.include", "orders-*, payments",
                                "kinesis.trace.streams.exclude", "orders-test",
                                "kinesis.trace.max-record-size", "2097152"),
                        Map.of()));

        assertThat(settings.enabled).isFalse();
        assertThat(settings.routing).isEqualTo(ShardRouting.PARTITION_KEY);
        assertThat(settings.keyFormat).isEqualTo(KeyFormat.TRACEPARENT_AND_KEY);
        assertThat(settings.maxRecordSize).isEqualTo(2_097_152);
        assertThat(settings.streams.matches("orders-eu")).isTrue();
        assertThat(settings.streams.matches("payments")).isTrue();
        assertThat(settings.streams.matches("orders-test")).isFalse();
        assertThat(settings.streams.matches("other")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "KINESIS_TRACE_ENABLED, false",
        "KINESIS_TRACE_ROUTING, partition-key",
        "KINESIS_TRACE_KEY_FORMAT, traceparent-and-key",
        "KINESIS_TRACE_STREAMS_INCLUDE, only",
        "KINESIS_TRACE_STREAMS_EXCLUDE, any",
        "KINESIS_TRACE_MAX_RECORD_SIZE, 1048577",
    })
    void settings_everyEnvironmentVariable_isRead(String variable, String value) {
        Settings settings = KinesisTraceInterceptor.builder().settings(reader(Map.of(), Map.of(variable, value)));

        boolean changed = !settings.enabled
                || settings.routing == ShardRouting.PARTITION_KEY
                || settings.keyFormat == KeyFormat.TRACEPARENT_AND_KEY
                || !settings.streams.matches("any")
                || settings.maxRecordSize == 1_048_577;
        assertThat(changed).isTrue();
    }

    @Test
    void settings_propertyAndEnvironment_thePropertyWins() {
        SettingsReader reader = reader(
                Map.of("kinesis.trace.routing", "original-key"), Map.of("KINESIS_TRACE_ROUTING", "partition-key"));

        assertThat(reader.routing()).isEqualTo(ShardRouting.ORIGINAL_KEY);
    }

    @Test
    void settings_optionOfTheBuilder_winsOverBoth() {
        SettingsReader reader =
                reader(Map.of("kinesis.trace.routing", "partition-key", "kinesis.trace.enabled", "nonsense"), Map.of());

        Settings settings = KinesisTraceInterceptor.builder()
                .routing(ShardRouting.ORIGINAL_KEY)
                .enabled(true)
                .settings(reader);

        assertThat(settings.routing).isEqualTo(ShardRouting.ORIGINAL_KEY);
        assertThat(settings.enabled).isTrue();
    }

    @Test
    void settings_emptyValue_countsAsNone() {
        SettingsReader reader =
                reader(Map.of("kinesis.trace.routing", " "), Map.of("KINESIS_TRACE_ROUTING", "Partition-Key "));

        assertThat(reader.routing()).isEqualTo(ShardRouting.PARTITION_KEY);
        assertThat(reader(Map.of("kinesis.trace.streams.include", ""), Map.of()).includedStreams())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "kinesis.trace.enabled; yes; true, false",
                "kinesis.trace.routing; orignal-key; original-key, partition-key",
                "kinesis.trace.key-format; w3c; traceparent, traceparent-and-key",
                "kinesis.trace.streams.include; a b; comma-separated stream names",
                "kinesis.trace.streams.exclude; a,,b; comma-separated stream names",
                "kinesis.trace.max-record-size; 1MiB; bytes, a whole number from 1 to 10485760",
                "kinesis.trace.max-record-size; 0; bytes, a whole number from 1 to 10485760",
                "kinesis.trace.max-record-size; 10485761; bytes, a whole number from 1 to 10485760",
            })
    void settings_valueThatCannotBeRead_errorNamesItItsValueAndWhatIsAllowed(
            String property, String value, String allowed) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KinesisTraceInterceptor.builder().settings(reader(Map.of(property, value), Map.of())))
                .withMessageContaining("System property " + property)
                .withMessageContaining("'" + value + "'")
                .withMessageContaining(allowed);
    }

    @Test
    void settings_variableThatCannotBeRead_errorNamesTheVariable() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader(Map.of(), Map.of("KINESIS_TRACE_ROUTING", "shard"))
                        .routing())
                .withMessageContaining("Environment variable KINESIS_TRACE_ROUTING is 'shard'");
    }

    private static SettingsReader reader(Map<String, String> properties, Map<String, String> environment) {
        return new SettingsReader(properties::get, environment::get);
    }
}
