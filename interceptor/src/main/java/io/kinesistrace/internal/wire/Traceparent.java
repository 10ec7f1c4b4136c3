package io.kinesistrace.internal.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The W3C Trace Context {@code traceparent}, as text.
 *
 * <pre>{@code
 * 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01                 version 00, exactly 55 characters
 * 01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-may-come   a later version: only the known part is read
 * }</pre>
 *
 * @see <a href="https://www.w3.org/TR/trace-context-2/#traceparent-header">W3C Trace Context</a>
 */
public final class Traceparent {
    private static final int VERSION_SIZE = 2;
    private static final int TRACE_ID_SIZE = 32;
    private static final int SPAN_ID_SIZE = 16;
    private static final int FLAGS_SIZE = 2;

    private static final int TRACE_ID = VERSION_SIZE + 1;
    private static final int SPAN_ID = TRACE_ID + TRACE_ID_SIZE + 1;
    private static final int FLAGS = SPAN_ID + SPAN_ID_SIZE + 1;

    /** Characters of version 00, and the minimum of any later version. */
    public static final int LENGTH = FLAGS + FLAGS_SIZE;

    private static final byte NO_DIGIT = -1;
    private static final byte[] DIGITS = lowerCaseHex();

    private static final char DELIMITER = '-';
    private static final String VERSION_00 = "00";
    private static final String VERSION_INVALID = "ff";
    private static final int HEX_RADIX = 16;
    private static final int SAMPLED = 1;

    private Traceparent() {}

    /** Null if the result is not valid: any implementation of a span context can claim to be valid. */
    public static @Nullable String of(String traceId, String spanId, String flags) {
        String text = VERSION_00 + DELIMITER + traceId + DELIMITER + spanId + DELIMITER + flags;
        return text.length() == LENGTH && isAtStartOf(text) ? text : null;
    }

    public static String traceId(String traceparent) {
        return traceparent.substring(TRACE_ID, TRACE_ID + TRACE_ID_SIZE);
    }

    public static String spanId(String traceparent) {
        return traceparent.substring(SPAN_ID, SPAN_ID + SPAN_ID_SIZE);
    }

    public static byte flags(String traceparent) {
        int flags = Character.digit(traceparent.charAt(FLAGS), HEX_RADIX) * HEX_RADIX
                + Character.digit(traceparent.charAt(FLAGS + 1), HEX_RADIX);
        // https://www.w3.org/TR/trace-context-2/#versioning-of-traceparent: of a later version, only the sampled bit is
        // known.
        return (byte) (isVersion00(traceparent) ? flags : flags & SAMPLED);
    }

    /** True if a text starts with a traceparent; {@link #endsAt} checks its end. */
    static boolean isAtStartOf(String text) {
        return text.length() >= LENGTH && hasFields(text);
    }

    /** Not part of {@link #isAtStartOf}, which the JVM would then not inline: most keys are too short to get here. */
    private static boolean hasFields(String text) {
        return text.charAt(TRACE_ID - 1) == DELIMITER
                && text.charAt(SPAN_ID - 1) == DELIMITER
                && text.charAt(FLAGS - 1) == DELIMITER
                && isVersion(text)
                && isHex(text, FLAGS, FLAGS_SIZE)
                && isId(text, TRACE_ID, TRACE_ID_SIZE)
                && isId(text, SPAN_ID, SPAN_ID_SIZE);
    }

    /**
     * True if the traceparent at the start of a text may be {@code end} characters long: 55 in version 00; in a later one
     * <a href="https://www.w3.org/TR/trace-context-2/#versioning-of-traceparent">"either the end of the string or a dash"</a> follows.
     */
    static boolean endsAt(String text, int end) {
        return end == LENGTH || (!isVersion00(text) && text.charAt(LENGTH) == DELIMITER);
    }

    /** https://www.w3.org/TR/trace-context-2/#version: "Version 255 is invalid." */
    private static boolean isVersion(String text) {
        return isHex(text, 0, VERSION_SIZE) && !text.startsWith(VERSION_INVALID);
    }

    private static boolean isVersion00(String text) {
        return text.startsWith(VERSION_00);
    }

    /** "All bytes as zero is considered an invalid value", for trace-id and parent-id alike. */
    private static boolean isId(String text, int start, int size) {
        return digits(text, start, size) > 0;
    }

    private static boolean isHex(String text, int start, int size) {
        return digits(text, start, size) >= 0;
    }

    /** The bitwise or of all digits: 0 if all are 0, negative if one is not a digit. One pass for both checks, because every put does them. */
    private static int digits(String text, int start, int size) {
        int digits = 0;
        for (int i = start; i < start + size; i++) {
            char c = text.charAt(i);
            digits |= c < DIGITS.length ? DIGITS[c] : NO_DIGIT;
        }
        return digits;
    }

    /** HEXDIGLC: lower case only, https://www.w3.org/TR/trace-context-2/#traceparent-header-field-values. */
    private static byte[] lowerCaseHex() {
        byte[] digits = new byte[Byte.MAX_VALUE];
        Arrays.fill(digits, NO_DIGIT);
        String all = "0123456789abcdef";
        for (int digit = 0; digit < all.length(); digit++) {
            digits[all.charAt(digit)] = (byte) digit;
        }
        return digits;
    }
}
