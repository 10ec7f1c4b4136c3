package io.kinesistrace;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads settings from system properties, then from the environment. An empty value counts as none, as in OpenTelemetry; case and white
 * space around a value do not matter. Every method throws {@link IllegalArgumentException} with a message made for the operator.
 */
final class SettingsReader {
    private final Function<String, @Nullable String> properties;
    private final Function<String, @Nullable String> environment;

    SettingsReader(Function<String, @Nullable String> properties, Function<String, @Nullable String> environment) {
        this.properties = properties;
        this.environment = environment;
    }

    static SettingsReader ofThisProcess() {
        return new SettingsReader(System::getProperty, System::getenv);
    }

    boolean enabled() {
        return read(Setting.ENABLED, true, SettingsReader::parseBoolean);
    }

    ShardRouting routing() {
        return read(Setting.ROUTING, ShardRouting.ORIGINAL_KEY, value -> parse(ShardRouting.class, value));
    }

    KeyFormat keyFormat() {
        return read(Setting.KEY_FORMAT, KeyFormat.TRACEPARENT, value -> parse(KeyFormat.class, value));
    }

    List<String> includedStreams() {
        return read(Setting.STREAMS_INCLUDE, Collections.emptyList(), SettingsReader::parseStreams);
    }

    List<String> excludedStreams() {
        return read(Setting.STREAMS_EXCLUDE, Collections.emptyList(), SettingsReader::parseStreams);
    }

    int maxRecordSize() {
        return read(Setting.MAX_RECORD_SIZE, Settings.NO_LIMIT, value -> checkedRecordSize(Integer.parseInt(value)));
    }

    /** @throws IllegalArgumentException if no record can have that limit */
    static int checkedRecordSize(int bytes) {
        if (bytes < 1 || bytes > ServiceLimits.LARGEST_RECORD_BYTES) {
            throw new IllegalArgumentException(
                    "maxRecordSize is " + bytes + "; allowed: " + Setting.MAX_RECORD_SIZE.allowed);
        }
        return bytes;
    }

    private <T> T read(Setting setting, T fallback, Function<String, T> parser) {
        String source = "System property " + setting.property;
        String value = properties.apply(setting.property);
        if (isEmpty(value)) {
            source = "Environment variable " + setting.environmentVariable;
            value = environment.apply(setting.environmentVariable);
        }
        if (value == null || isEmpty(value)) {
            return fallback;
        }
        try {
            return parser.apply(value.trim());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(source + " is '" + value + "'; allowed: " + setting.allowed, e);
        }
    }

    private static boolean isEmpty(@Nullable String value) {
        return value == null || value.trim().isEmpty();
    }

    private static boolean parseBoolean(String value) {
        if (value.equalsIgnoreCase("true")) {
            return true;
        }
        if (value.equalsIgnoreCase("false")) {
            return false;
        }
        throw new IllegalArgumentException(value);
    }

    private static <E extends Enum<E>> E parse(Class<E> type, String value) {
        return Enum.valueOf(type, value.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static List<String> parseStreams(String value) {
        return StreamFilter.names(Arrays.asList(value.split(",")));
    }
}
