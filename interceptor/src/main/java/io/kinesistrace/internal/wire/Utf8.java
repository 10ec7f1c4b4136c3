package io.kinesistrace.internal.wire;

/** Kinesis counts a record in bytes of UTF-8; Java counts a string in UTF-16 units. */
public final class Utf8 {
    /** The result of {@link #length} for a string that UTF-8 cannot encode. */
    public static final int NOT_ENCODABLE = -1;

    private static final int ONE_BYTE_END = 0x80;
    private static final int TWO_BYTES_END = 0x800;

    private Utf8() {}

    /** Bytes of a string in UTF-8, without encoding it; {@link #NOT_ENCODABLE} if it has an unpaired surrogate. */
    public static int length(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ONE_BYTE_END) {
                bytes += 1;
            } else if (c < TWO_BYTES_END) {
                bytes += 2;
            } else if (!Character.isSurrogate(c)) {
                bytes += 3;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                bytes += 4;
                i++;
            } else {
                return NOT_ENCODABLE;
            }
        }
        return bytes;
    }
}
