package io.kinesistrace.internal.settings;

import io.kinesistrace.KeyFormat;
import io.kinesistrace.ShardRouting;
import java.util.Locale;

/** The settings of an interceptor. Immutable; created by {@link SettingsBuilder}. */
public final class Settings {
    /** For {@link #maxRecordSize}: not configured. */
    public static final int NO_LIMIT = 0;

    /**
     * The highest record size limit that a stream can have, in bytes of data and partition key.
     *
     * @see <a href="https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html">Quotas and limits</a>
     */
    public static final int LARGEST_RECORD_BYTES = 10 << 20;

    public final boolean enabled;
    public final ShardRouting routing;
    public final KeyFormat keyFormat;
    public final StreamFilter streams;
    public final StreamNames keylessStreams;
    public final int maxRecordSize;
    private final String enabledBy;

    Settings(
            boolean enabled,
            String enabledBy,
            ShardRouting routing,
            KeyFormat keyFormat,
            StreamFilter streams,
            StreamNames keylessStreams,
            int maxRecordSize) {
        this.enabled = enabled;
        this.enabledBy = enabledBy;
        this.routing = routing;
        this.keyFormat = keyFormat;
        this.streams = streams;
        this.keylessStreams = keylessStreams;
        this.maxRecordSize = maxRecordSize;
    }

    /** For the log, in the terms of the settings. */
    @Override
    public String toString() {
        return (enabled ? "on" : "off") + " (" + enabledBy + "), routing " + text(routing) + ", key format "
                + text(keyFormat) + ", streams " + streams
                + (keylessStreams.isEmpty() ? "" : ", keyless streams " + keylessStreams)
                + (maxRecordSize == NO_LIMIT ? "" : ", maximum record size " + maxRecordSize + " bytes");
    }

    private static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
