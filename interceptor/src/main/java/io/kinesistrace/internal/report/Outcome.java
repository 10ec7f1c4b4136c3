package io.kinesistrace.internal.report;

/** The outcome for a record, an attribute of the counter {@code kinesis.trace.records}. */
public enum Outcome {
    /** The settings cannot be read. */
    MISCONFIGURED("misconfigured"),
    EXCLUDED("excluded"),
    /** An interceptor that runs after ours replaces keys on this client. */
    OVERRIDDEN("overridden"),
    ALREADY_TRACED("already_traced"),
    NO_SPAN("no_span"),
    INJECTED("injected"),
    /** The SDK or the service rejects the record: a key that is null, empty or not encodable, data that is null. */
    INVALID("invalid"),
    KEY_TOO_LONG("key_too_long"),
    TOO_LARGE("too_large"),
    AGGREGATED("aggregated"),
    NO_MD5("no_md5"),
    /** A fault of this library or of OpenTelemetry. */
    FAILED("failed");

    final String text;

    Outcome(String text) {
        this.text = text;
    }
}
