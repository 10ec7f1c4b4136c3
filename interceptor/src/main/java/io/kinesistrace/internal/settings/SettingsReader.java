package io.kinesistrace.internal.settings;

import io.kinesistrace.KeyFormat;
import io.kinesistrace.ShardRouting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads settings from system properties, then from the environment. An empty value counts as not set, as in OpenTelemetry; case and white
 * space around a value do not matter. Values that cannot be read are collected until {@link #throwProblems()}, so that an operator sees all of
 * them at once. For a single use by one thread.
 */
public final class SettingsReader {
    private static final String PROPERTY_PREFIX = "kinesis.trace.";
    private static final String VARIABLE_PREFIX = "KINESIS_TRACE_";

    private final Function<String, @Nullable String> properties;
    private final Function<String, @Nullable String> environment;
    private final List<String> problems = new ArrayList<>();

    public SettingsReader(
            Function<String, @Nullable String> properties, Function<String, @Nullable String> environment) {
        this.properties = properties;
        this.environment = environment;
    }

    public static SettingsReader ofThisProcess() {
        return new SettingsReader(System::getProperty, System::getenv);
    }

    /** The names with our prefix that are set but are no settings; empty if there are none. */
    public static String unknownNames(Set<String> properties, Set<String> variables) {
        Set<String> unknown = new TreeSet<>();
        properties.stream().filter(name -> name.startsWith(PROPERTY_PREFIX)).forEach(unknown::add);
        variables.stream().filter(name -> name.startsWith(VARIABLE_PREFIX)).forEach(unknown::add);
        for (Setting setting : Setting.values()) {
            unknown.remove(setting.property);
            unknown.remove(setting.environmentVariable);
        }
        return String.join(", ", unknown);
    }

    public static String knownNames() {
        return String.join(
                ", ", (Iterable<String>) Stream.of(Setting.values()).map(setting -> setting.property)::iterator);
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

    StreamNames includedStreams() {
        return read(Setting.STREAMS_INCLUDE, StreamNames.NONE, SettingsReader::parseStreams);
    }

    StreamNames excludedStreams() {
        return read(Setting.STREAMS_EXCLUDE, StreamNames.NONE, SettingsReader::parseStreams);
    }

    StreamNames keylessStreams() {
        return read(Setting.STREAMS_KEYLESS, StreamNames.NONE, SettingsReader::parseStreams);
    }

    int maxRecordSize() {
        return read(Setting.MAX_RECORD_SIZE, Settings.NO_LIMIT, value -> checkedRecordSize(Integer.parseInt(value)));
    }

    /** Where the value of a setting comes from, in words. */
    String source(Setting setting) {
        if (isSet(properties.apply(setting.property))) {
            return "system property " + setting.property;
        }
        if (isSet(environment.apply(setting.environmentVariable))) {
            return "environment variable " + setting.environmentVariable;
        }
        return "default";
    }

    /** @throws IllegalArgumentException with all values that could not be read, and what is allowed */
    void throwProblems() {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join(". ", problems));
        }
    }

    /** @throws IllegalArgumentException if no stream can have that limit */
    static int checkedRecordSize(int bytes) {
        if (bytes < 1 || bytes > Settings.LARGEST_RECORD_BYTES) {
            throw new IllegalArgumentException(
                    "maxRecordSize is " + bytes + "; allowed: " + Setting.MAX_RECORD_SIZE.allowed);
        }
        return bytes;
    }

    private <T> T read(Setting setting, T fallback, Function<String, T> parser) {
        String property = properties.apply(setting.property);
        String value = isSet(property) ? property : environment.apply(setting.environmentVariable);
        if (value == null || !isSet(value)) {
            return fallback;
        }
        try {
            return parser.apply(value.trim());
        } catch (IllegalArgumentException e) {
            String source = source(setting);
            problems.add(Character.toUpperCase(source.charAt(0)) + source.substring(1) + " is '" + value
                    + "'; allowed: " + setting.allowed);
            return fallback;
        }
    }

    private static boolean isSet(@Nullable String value) {
        return value != null && !value.trim().isEmpty();
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

    private static StreamNames parseStreams(String value) {
        return StreamNames.of(Arrays.asList(value.split(",", -1)));
    }
}
