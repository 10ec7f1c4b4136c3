package io.kinesistrace;

/** What became of a record, in the words of the counter {@code kinesis.trace.records}. */
enum Outcome {
    INJECTED("injected"),
    NO_SPAN("no_span"),
    EXCLUDED("excluded"),
    /** The SDK or the service refuses it in its own words: a key that is null, empty or not encodable, data that is null. */
    INVALID("invalid"),
    ALREADY_TRACED("already_traced"),
    TOO_LARGE("too_large"),
    AGGREGATED("aggregated"),
    KEY_TOO_LONG("key_too_long"),
    NO_MD5("no_md5"),
    FAILED("failed");

    final String text;

    Outcome(String text) {
        this.text = text;
    }
}
