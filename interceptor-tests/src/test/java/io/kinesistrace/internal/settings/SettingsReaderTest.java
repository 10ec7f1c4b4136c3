package io.kinesistrace.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.kinesistrace.KeyFormat;
import io.kinesistrace.ShardRouting;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {
    @Test
    void settings_nothingSet_areTheDefaults() {
        Settings settings = new SettingsBuilder().build(reader(Map.of(), Map.of()));

        assertThat(settings.enabled).isTrue();
        assertThat(settings.routing).isEqualTo(ShardRouting.ORIGINAL_KEY);
        assertThat(settings.keyFormat).isEqualTo(KeyFormat.TRACEPARENT);
        assertThat(settings.maxRecordSize).isEqualTo(Settings.NO_LIMIT);
        assertThat(settings.streams.accepts("any")).isTrue();
    }

    @Test
    void settings_everyProperty_isRead() {
        Settings settings = new SettingsBuilder()
                .build(reader(
                        Map.of(
                                "kinesis.trace.enabled", "false",
                                "kinesis.trace.routing", "partition-key",
                                "kinesis.trace.key-format", "traceparent-and-key",
                                "kinesis.trace.streams.include", "orders-*, payments",
                                "kinesis.trace.streams.exclude", "orders-test",
                                "kinesis.trace.streams.keyless", "orders-auto",
                                "kinesis.trace.max-record-size", "2097152"),
                        Map.of()));

        assertThat(settings.enabled).isFalse();
        assertThat(settings.routing).isEqualTo(ShardRouting.PARTITION_KEY);
        assertThat(settings.keyFormat).isEqualTo(KeyFormat.TRACEPARENT_AND_KEY);
        assertThat(settings.maxRecordSize).isEqualTo(2_097_152);
        assertThat(settings.streams.accepts("orders-eu")).isTrue();
        assertThat(settings.streams.accepts("payments")).isTrue();
        assertThat(settings.streams.accepts("orders-test")).isFalse();
        assertThat(settings.streams.accepts("other")).isFalse();
        assertThat(settings.keylessStreams.contains("orders-auto")).isTrue();
        assertThat(settings.keylessStreams.contains("orders-eu")).isFalse();
    }

    @Test
    void settings_switchedOnInSoManyWords_isOnAndSaysBySomebody() {
        Settings settings = new SettingsBuilder().build(reader(Map.of(), Map.of("KINESIS_TRACE_ENABLED", "True")));

        assertThat(settings.enabled).isTrue();
        assertThat(settings).asString().startsWith("on (environment variable KINESIS_TRACE_ENABLED)");
    }

    @ParameterizedTest
    @CsvSource({
        "KINESIS_TRACE_ENABLED, false",
        "KINESIS_TRACE_ROUTING, partition-key",
        "KINESIS_TRACE_KEY_FORMAT, traceparent-and-key",
        "KINESIS_TRACE_STREAMS_INCLUDE, only",
        "KINESIS_TRACE_STREAMS_EXCLUDE, any",
        "KINESIS_TRACE_STREAMS_KEYLESS, any",
        "KINESIS_TRACE_MAX_RECORD_SIZE, 1048577",
    })
    void settings_everyEnvironmentVariable_isRead(String variable, String value) {
        Settings settings = new SettingsBuilder().build(reader(Map.of(), Map.of(variable, value)));

        boolean changed = !settings.enabled
                || settings.routing == ShardRouting.PARTITION_KEY
                || settings.keyFormat == KeyFormat.TRACEPARENT_AND_KEY
                || !settings.streams.accepts("any")
                || settings.keylessStreams.contains("any")
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

        SettingsBuilder builder = new SettingsBuilder();
        builder.routing(ShardRouting.ORIGINAL_KEY);
        builder.enabled(true);
        Settings settings = builder.build(reader);

        assertThat(settings.routing).isEqualTo(ShardRouting.ORIGINAL_KEY);
        assertThat(settings.enabled).isTrue();
    }

    @Test
    void settings_emptyValue_countsAsNone() {
        SettingsReader reader =
                reader(Map.of("kinesis.trace.routing", " "), Map.of("KINESIS_TRACE_ROUTING", "Partition-Key "));

        assertThat(reader.routing()).isEqualTo(ShardRouting.PARTITION_KEY);
        assertThat(reader(Map.of("kinesis.trace.streams.include", ""), Map.of())
                        .includedStreams()
                        .isEmpty())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "kinesis.trace.enabled; yes; true, false",
                "kinesis.trace.routing; orignal-key; original-key, partition-key",
                "kinesis.trace.key-format; w3c; traceparent, traceparent-and-key",
                "kinesis.trace.streams.include; a b; comma-separated stream names",
                "kinesis.trace.streams.exclude; ,,; comma-separated stream names",
                "kinesis.trace.streams.keyless; a?; comma-separated stream names",
                "kinesis.trace.max-record-size; 1MiB; bytes, a whole number from 1 to 10485760",
                "kinesis.trace.max-record-size; 0; bytes, a whole number from 1 to 10485760",
                "kinesis.trace.max-record-size; 10485761; bytes, a whole number from 1 to 10485760",
            })
    void build_valueThatCannotBeRead_errorNamesItAndWhatIsAllowed(String property, String value, String allowed) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SettingsBuilder().build(reader(Map.of(property, value), Map.of())))
                .withMessageContaining("System property " + property)
                .withMessageContaining("'" + value + "'")
                .withMessageContaining(allowed);
    }

    @Test
    void settings_variableThatCannotBeRead_errorNamesTheVariable() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new SettingsBuilder().build(reader(Map.of(), Map.of("KINESIS_TRACE_ROUTING", "shard"))))
                .withMessageContaining("Environment variable KINESIS_TRACE_ROUTING is 'shard'");
    }

    @Test
    void build_severalValuesThatCannotBeRead_errorNamesEachOne() {
        Map<String, String> properties = Map.of("kinesis.trace.routing", "shard", "kinesis.trace.enabled", "yes");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SettingsBuilder().build(reader(properties, Map.of())))
                .withMessageContaining("kinesis.trace.routing is 'shard'")
                .withMessageContaining("kinesis.trace.enabled is 'yes'");
    }

    @Test
    void build_listWithEmptyItems_skipsThem() {
        Settings settings =
                new SettingsBuilder().build(reader(Map.of("kinesis.trace.streams.include", ",orders,,"), Map.of()));

        assertThat(settings.streams.accepts("orders")).isTrue();
        assertThat(settings.streams.accepts("payments")).isFalse();
    }

    @Test
    void unknownNames_misspelt_areListedAndKnownOnesAreNot() {
        assertThat(SettingsReader.unknownNames(
                        Set.of("kinesis.trace.enabeld", "kinesis.trace.enabled", "java.home"),
                        Set.of("KINESIS_TRACE_STREAM_INCLUDE", "KINESIS_TRACE_STREAMS_INCLUDE", "HOME")))
                .isEqualTo("KINESIS_TRACE_STREAM_INCLUDE, kinesis.trace.enabeld");
        assertThat(SettingsReader.unknownNames(Set.of("kinesis.trace.routing"), Set.of()))
                .isEmpty();
    }

    @Test
    void toString_everySetting_isInTheWordsOfTheOperator() {
        Settings settings = new SettingsBuilder()
                .build(reader(
                        Map.of(
                                "kinesis.trace.key-format", "traceparent-and-key",
                                "kinesis.trace.streams.exclude", "audit-*"),
                        Map.of("KINESIS_TRACE_ENABLED", "false")));

        assertThat(settings)
                .hasToString("off (environment variable KINESIS_TRACE_ENABLED), routing original-key,"
                        + " key format traceparent-and-key, streams all except audit-*");
    }

    private static SettingsReader reader(Map<String, String> properties, Map<String, String> environment) {
        return new SettingsReader(properties::get, environment::get);
    }
}
