package io.kinesistrace.internal.settings;

import java.util.Locale;

/** The names of the settings, and the values that each one allows. */
enum Setting {
    ENABLED("kinesis.trace.enabled", "true, false"),
    ROUTING("kinesis.trace.routing", "original-key, partition-key"),
    KEY_FORMAT("kinesis.trace.key-format", "traceparent, traceparent-and-key"),
    STREAMS_INCLUDE("kinesis.trace.streams.include", "comma-separated " + StreamNames.ALLOWED),
    STREAMS_EXCLUDE("kinesis.trace.streams.exclude", "comma-separated " + StreamNames.ALLOWED),
    STREAMS_KEYLESS("kinesis.trace.streams.keyless", "comma-separated " + StreamNames.ALLOWED),
    MAX_RECORD_SIZE(
            "kinesis.trace.max-record-size", "bytes, a whole number from 1 to " + Settings.LARGEST_RECORD_BYTES);

    final String property;
    final String environmentVariable;
    final String allowed;

    Setting(String property, String allowed) {
        this.property = property;
        this.environmentVariable =
                property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
        this.allowed = allowed;
    }
}
