package io.kinesistrace;

/** What an interceptor was made with. Immutable; {@link SettingsReader} makes it. */
final class Settings {
    /** For {@link #maxRecordSize}: the application named none. */
    static final int NO_LIMIT = 0;

    final boolean enabled;
    final ShardRouting routing;
    final KeyFormat keyFormat;
    final StreamFilter streams;
    final int maxRecordSize;

    Settings(boolean enabled, ShardRouting routing, KeyFormat keyFormat, StreamFilter streams, int maxRecordSize) {
        this.enabled = enabled;
        this.routing = routing;
        this.keyFormat = keyFormat;
        this.streams = streams;
        this.maxRecordSize = maxRecordSize;
    }
}
