package io.kinesistrace;

import io.opentelemetry.api.OpenTelemetry;
import org.jspecify.annotations.Nullable;

/** What an interceptor was made with. Immutable; {@link SettingsReader} makes it. */
final class Settings {
    /** For {@link #maxRecordSize}: the application named none. */
    static final int NO_LIMIT = 0;

    final boolean enabled;
    final ShardRouting routing;
    final KeyFormat keyFormat;
    final StreamFilter streams;
    final int maxRecordSize;
    /** For the counter; null: the global one. */
    final @Nullable OpenTelemetry openTelemetry;

    Settings(
            boolean enabled,
            ShardRouting routing,
            KeyFormat keyFormat,
            StreamFilter streams,
            int maxRecordSize,
            @Nullable OpenTelemetry openTelemetry) {
        this.enabled = enabled;
        this.routing = routing;
        this.keyFormat = keyFormat;
        this.streams = streams;
        this.maxRecordSize = maxRecordSize;
        this.openTelemetry = openTelemetry;
    }
}
