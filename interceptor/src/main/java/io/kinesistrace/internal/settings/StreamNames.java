package io.kinesistrace.internal.settings;

import io.kinesistrace.internal.wire.StreamArn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A list of streams by name, with {@code *} for any characters. Immutable. */
public final class StreamNames {
    static final StreamNames NONE = new StreamNames(Collections.emptyList());

    static final String ALLOWED =
            "stream names or ARNs (letters, digits, '_', '.', '-'; '*' stands for any characters)";

    /** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_CreateStream.html, StreamName, and our wildcard. */
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.*-]{1,128}");

    private static final char ANY = '*';

    private final List<String> patterns;

    private StreamNames(List<String> patterns) {
        this.patterns = patterns;
    }

    /**
     * Skips empty items, which templates may leave.
     *
     * @throws IllegalArgumentException if an item cannot be a stream's name, or if there are items and all of them are empty
     */
    static StreamNames of(Collection<String> namesOrArns) {
        List<String> patterns = new ArrayList<>(namesOrArns.size());
        for (String nameOrArn : namesOrArns) {
            String item = nameOrArn.trim();
            if (!item.isEmpty()) {
                patterns.add(checked(item));
            }
        }
        if (patterns.isEmpty() && !namesOrArns.isEmpty()) {
            throw new IllegalArgumentException("No stream is named; allowed: " + ALLOWED);
        }
        return new StreamNames(patterns);
    }

    public boolean isEmpty() {
        return patterns.isEmpty();
    }

    /** @param stream null is on no list */
    public boolean contains(@Nullable String stream) {
        if (stream == null) {
            return false;
        }
        for (int i = 0; i < patterns.size(); i++) {
            if (matches(patterns.get(i), stream)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return String.join(", ", patterns);
    }

    private static String checked(String nameOrArn) {
        String name = StreamArn.streamName(nameOrArn);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + nameOrArn + "' is not allowed; allowed: " + ALLOWED);
        }
        return name;
    }

    /** Backtracks only to the last wildcard, so that it takes at most pattern length times name length steps. Runs on every put. */
    private static boolean matches(String pattern, String name) {
        int p = 0;
        int n = 0;
        int wildcard = -1;
        int retry = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == ANY) {
                wildcard = p++;
                retry = n;
            } else if (p < pattern.length() && pattern.charAt(p) == name.charAt(n)) {
                p++;
                n++;
            } else if (wildcard >= 0) {
                p = wildcard + 1;
                n = ++retry;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == ANY) {
            p++;
        }
        return p == pattern.length();
    }
}
