package io.kinesistrace.agent.lambda;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Reads the partition key and sequence number of each record from the JSON of an event: {@code Records[].kinesis}. It stops at the end of the
 * records, or at the first one that is not from Kinesis, and resets the stream.
 */
final class EventJson {
    private static final int BUFFER = 8192;
    private static final int END = -1;
    private static final int HEX = 16;
    private static final int HEX_DIGITS = 4;

    private final ByteArrayInputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;

    private EventJson(ByteArrayInputStream in) {
        this.in = in;
    }

    /** Empty unless it is a Kinesis event. */
    static List<EventRecord> records(ByteArrayInputStream event) {
        event.mark(Integer.MAX_VALUE);
        try {
            return new EventJson(event).records();
        } catch (IOException e) {
            return Collections.emptyList();
        } finally {
            event.reset();
        }
    }

    private List<EventRecord> records() throws IOException {
        List<EventRecord> records = new ArrayList<>();
        if (next() != '{') {
            return records;
        }
        for (String field = nextField(); field != null; field = nextField()) {
            if (field.equals("Records") && peek() == '[') {
                next();
                readRecords(records);
                return records;
            }
            skipValue();
        }
        return records;
    }

    private void readRecords(List<EventRecord> records) throws IOException {
        while (peek() == '{') {
            next();
            EventRecord record = null;
            for (String field = nextField(); field != null; field = nextField()) {
                if (field.equals("kinesis") && peek() == '{') {
                    record = kinesis();
                } else {
                    skipValue();
                }
            }
            if (record == null) {
                return;
            }
            records.add(record);
            skipComma();
        }
    }

    private EventRecord kinesis() throws IOException {
        next();
        String partitionKey = null;
        String sequenceNumber = null;
        for (String field = nextField(); field != null; field = nextField()) {
            boolean isText = peek() == '"';
            if (isText && field.equals("partitionKey")) {
                partitionKey = string();
            } else if (isText && field.equals("sequenceNumber")) {
                sequenceNumber = string();
            } else {
                skipValue();
            }
        }
        return new EventRecord(partitionKey, sequenceNumber);
    }

    /** Reads the name of the next field of an object, and its colon; null after the closing brace. */
    private String nextField() throws IOException {
        skipComma();
        if (peek() == '}') {
            next();
            return null;
        }
        String name = string();
        if (next() != ':') {
            throw malformed();
        }
        return name;
    }

    private void skipComma() throws IOException {
        if (peek() == ',') {
            next();
        }
    }

    /** Skips the next value, however deeply nested. */
    private void skipValue() throws IOException {
        int depth = 0;
        do {
            int c = peek();
            if (c == '"') {
                next();
                skipString();
            } else if (c == '{' || c == '[') {
                next();
                depth++;
            } else if (c == '}' || c == ']') {
                next();
                depth--;
            } else if (c == ',' || c == ':') {
                next();
            } else {
                skipLiteral();
            }
        } while (depth > 0);
    }

    private void skipLiteral() throws IOException {
        int c = peek();
        while (c != ',' && c != '}' && c != ']' && c != END) {
            read();
            c = peek();
        }
        if (c == END) {
            throw malformed();
        }
    }

    private void skipString() throws IOException {
        for (int c = read(); c != '"'; c = read()) {
            if (c == '\\') {
                read();
            } else if (c == END) {
                throw malformed();
            }
        }
    }

    private String string() throws IOException {
        if (next() != '"') {
            throw malformed();
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int c = read(); c != '"'; c = read()) {
            if (c == '\\') {
                unescape(text);
            } else if (c == END) {
                throw malformed();
            } else {
                text.write(c);
            }
        }
        return new String(text.toByteArray(), StandardCharsets.UTF_8);
    }

    /** A surrogate pair becomes two question marks, which does no harm: a key that carries a context starts with it, in ASCII. */
    private void unescape(ByteArrayOutputStream text) throws IOException {
        int c = read();
        if (c != 'u') {
            // Control characters do not matter: a context has none.
            text.write(c);
            return;
        }
        int unit = 0;
        for (int i = 0; i < HEX_DIGITS; i++) {
            int digit = Character.digit(read(), HEX);
            if (digit < 0) {
                throw malformed();
            }
            unit = unit * HEX + digit;
        }
        text.write(String.valueOf((char) unit).getBytes(StandardCharsets.UTF_8));
    }

    /** The next character that is not white space. */
    private int next() throws IOException {
        int c = peek();
        read();
        return c;
    }

    private int peek() throws IOException {
        while (true) {
            if (position == limit && !fill()) {
                return END;
            }
            byte c = buffer[position];
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return c;
            }
            position++;
        }
    }

    private int read() {
        return position < limit || fill() ? buffer[position++] & 0xff : END;
    }

    private boolean fill() {
        position = 0;
        limit = Math.max(0, in.read(buffer, 0, BUFFER));
        return limit > 0;
    }

    private static IOException malformed() {
        return new IOException("not the JSON of an event");
    }
}
