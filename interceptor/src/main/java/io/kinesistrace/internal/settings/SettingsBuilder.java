package io.kinesistrace.internal.settings;

import io.kinesistrace.KeyFormat;
import io.kinesistrace.ShardRouting;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The options that an application set; the others are read from a {@link SettingsReader}. Not safe for use by several threads. */
public final class SettingsBuilder {
    private @Nullable Boolean enabled;
    private @Nullable ShardRouting routing;
    private @Nullable KeyFormat keyFormat;
    private @Nullable StreamNames included;
    private @Nullable StreamNames excluded;
    private @Nullable StreamNames keyless;
    private @Nullable Integer maxRecordSize;

    public void enabled(boolean enabled) {
        this.enabled = enabled;
    }

    public void routing(ShardRouting routing) {
        this.routing = routing;
    }

    public void keyFormat(KeyFormat keyFormat) {
        this.keyFormat = keyFormat;
    }

    public void includeStreams(Collection<String> namesOrArns) {
        this.included = StreamNames.of(namesOrArns);
    }

    public void excludeStreams(Collection<String> namesOrArns) {
        this.excluded = StreamNames.of(namesOrArns);
    }

    public void keylessStreams(Collection<String> namesOrArns) {
        this.keyless = StreamNames.of(namesOrArns);
    }

    /** @throws IllegalArgumentException if no stream can have that limit */
    public void maxRecordSize(int bytes) {
        this.maxRecordSize = SettingsReader.checkedRecordSize(bytes);
    }

    /** @throws IllegalArgumentException if settings cannot be read; the message names each of them */
    public Settings build(SettingsReader reader) {
        Settings settings = new Settings(
                enabled == null ? reader.enabled() : enabled,
                enabled == null ? reader.source(Setting.ENABLED) : "builder",
                routing == null ? reader.routing() : routing,
                keyFormat == null ? reader.keyFormat() : keyFormat,
                new StreamFilter(
                        included == null ? reader.includedStreams() : included,
                        excluded == null ? reader.excludedStreams() : excluded),
                keyless == null ? reader.keylessStreams() : keyless,
                maxRecordSize == null ? reader.maxRecordSize() : maxRecordSize);
        reader.throwProblems();
        return settings;
    }
}
