package io.kinesistrace;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which streams take part: those included, or all where none is, less those excluded. Streams are known by name. */
final class StreamFilter {
    static final String ALLOWED =
            "stream names or ARNs (letters, digits, '_', '.', '-'; '*' stands for any characters)";

    /** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_CreateStream.html, StreamName, and our wildcard. */
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.*-]{1,128}");

    private static final char ANY = '*';

    private final List<String> included;
    private final List<String> excluded;

    /** Both as {@link #names} returned them. */
    StreamFilter(List<String> included, List<String> excluded) {
        this.included = included;
        this.excluded = excluded;
    }

    /** Whether every stream takes part, so that its name need not be known. */
    boolean takesAll() {
        return included.isEmpty() && excluded.isEmpty();
    }

    /** @param stream the stream's name; null where a request names none, which is then on no list */
    boolean matches(@Nullable String stream) {
        return (included.isEmpty() || isOn(included, stream)) && !isOn(excluded, stream);
    }

    /** The name in {@code arn:aws:kinesis:region:account:stream/name}; a name as it is. */
    static String nameOf(String nameOrArn) {
        return nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
    }

    /**
     * Names, or patterns of names, checked and free of white space around them.
     *
     * @throws IllegalArgumentException if one of them is none
     */
    static List<String> names(Collection<String> namesOrArns) {
        List<String> names = new ArrayList<>(namesOrArns.size());
        for (String nameOrArn : namesOrArns) {
            String name = nameOf(nameOrArn.trim());
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("'" + nameOrArn + "' is not allowed; allowed: " + ALLOWED);
            }
            names.add(name);
        }
        return names;
    }

    private static boolean isOn(List<String> patterns, @Nullable String stream) {
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

    /** Goes back to the last wildcard only, so that no pattern takes more than pattern times name steps. This runs on every put. */
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
