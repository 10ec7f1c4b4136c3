package io.kinesistrace;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import org.jspecify.annotations.Nullable;

/**
 * The W3C Trace Context {@code traceparent}, to and from a string.
 *
 * <pre>{@code
 * 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01                 version 00, exactly 55 characters
 * 01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-may-come   a later version, read as far as it is known
 * }</pre>
 *
 * @see <a href="https://www.w3.org/TR/trace-context-2/#traceparent-header">W3C Trace Context</a>
 */
final class Traceparent {
    private static final int VERSION_SIZE = 2;
    private static final int TRACE_ID_SIZE = 32;
    private static final int SPAN_ID_SIZE = 16;
    private static final int FLAGS_SIZE = 2;

    private static final int TRACE_ID = VERSION_SIZE + 1;
    private static final int SPAN_ID = TRACE_ID + TRACE_ID_SIZE + 1;
    private static final int FLAGS = SPAN_ID + SPAN_ID_SIZE + 1;

    /** Characters of version 00, and the least of any later version. */
    static final int LENGTH = FLAGS + FLAGS_SIZE;

    private static final boolean[] HEX = hex();

    private static final Class<?> OF_THE_API = SpanContext.getInvalid().getClass();

    private static final char DELIMITER = '-';
    private static final String VERSION_00 = "00";
    private static final String VERSION_INVALID = "ff";

    private Traceparent() {}

    /** The traceparent of a span; null where there is none to carry: the span context is invalid, or its ids are not ids. */
    static @Nullable String of(SpanContext span) {
        if (!span.isValid()) {
            return null;
        }
        String traceparent = VERSION_00
                + DELIMITER
                + span.getTraceId()
                + DELIMITER
                + span.getSpanId()
                + DELIMITER
                + span.getTraceFlags().asHex();
        // A SpanContext of somebody else's making can call itself valid and hold anything; the API's own has looked.
        boolean valid = traceparent.length() == LENGTH && (span.getClass() == OF_THE_API || isAtStartOf(traceparent));
        return valid ? traceparent : null;
    }

    /** Whether a text starts with one; whether it also ends where it should, {@link #endsAt} tells. */
    static boolean isAtStartOf(String text) {
        return hasItsShape(text) && isId(text, TRACE_ID, TRACE_ID_SIZE) && isId(text, SPAN_ID, SPAN_ID_SIZE);
    }

    /** Whether a text starts with one, as far as can be told without its ids. */
    static boolean hasItsShape(String text) {
        return text.length() >= LENGTH
                && text.charAt(TRACE_ID - 1) == DELIMITER
                && text.charAt(SPAN_ID - 1) == DELIMITER
                && text.charAt(FLAGS - 1) == DELIMITER
                && isVersion(text)
                && isHex(text, FLAGS, FLAGS_SIZE);
    }

    /**
     * Whether the traceparent at the start of a text may be {@code end} characters long: 55 in version 00; in a later one
     * <a href="https://www.w3.org/TR/trace-context-2/#versioning-of-traceparent">"either the end of the string or a dash"</a> follows.
     */
    static boolean endsAt(String text, int end) {
        return end == LENGTH || (!isVersion00(text) && text.charAt(LENGTH) == DELIMITER);
    }

    /** The span context at the start of a text that {@link #hasItsShape}; invalid where its ids are. */
    static SpanContext spanContext(String text) {
        return SpanContext.createFromRemoteParent(
                text.substring(TRACE_ID, TRACE_ID + TRACE_ID_SIZE),
                text.substring(SPAN_ID, SPAN_ID + SPAN_ID_SIZE),
                flags(text),
                TraceState.getDefault());
    }

    /** https://www.w3.org/TR/trace-context-2/#version: "Version 255 is invalid." */
    private static boolean isVersion(String text) {
        return isHex(text, 0, VERSION_SIZE) && !text.startsWith(VERSION_INVALID);
    }

    private static boolean isVersion00(String text) {
        return text.startsWith(VERSION_00);
    }

    private static TraceFlags flags(String text) {
        TraceFlags flags = TraceFlags.fromHex(text, FLAGS);
        if (isVersion00(text)) {
            return flags;
        }
        // https://www.w3.org/TR/trace-context-2/#versioning-of-traceparent: of a later version, only the sampled bit is
        // known.
        return flags.isSampled() ? TraceFlags.getSampled() : TraceFlags.getDefault();
    }

    /** "All bytes as zero is considered an invalid value", for trace-id and parent-id alike. */
    private static boolean isId(String text, int start, int size) {
        boolean zero = true;
        for (int i = start; i < start + size; i++) {
            char c = text.charAt(i);
            if (!isHex(c)) {
                return false;
            }
            zero &= c == '0';
        }
        return !zero;
    }

    private static boolean isHex(String text, int start, int size) {
        for (int i = start; i < start + size; i++) {
            if (!isHex(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** HEXDIGLC: lower case only, https://www.w3.org/TR/trace-context-2/#traceparent-header-field-values. */
    private static boolean isHex(char c) {
        return c < HEX.length && HEX[c];
    }

    private static boolean[] hex() {
        boolean[] hex = new boolean[Byte.MAX_VALUE];
        for (char c : "0123456789abcdef".toCharArray()) {
            hex[c] = true;
        }
        return hex;
    }
}
