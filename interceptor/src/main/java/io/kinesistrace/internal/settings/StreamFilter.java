package io.kinesistrace.internal.settings;

import org.jspecify.annotations.Nullable;

/** The streams whose records may carry a trace context: those included, or all if none is, less those excluded. Immutable. */
public final class StreamFilter {
    private final StreamNames included;
    private final StreamNames excluded;

    StreamFilter(StreamNames included, StreamNames excluded) {
        this.included = included;
        this.excluded = excluded;
    }

    /** True if there is no list, so that the name of a stream need not be known. */
    public boolean acceptsAll() {
        return included.isEmpty() && excluded.isEmpty();
    }

    /** @param stream the stream's name; null, on no list, if a request does not name it: it could be one that is excluded */
    public boolean accepts(@Nullable String stream) {
        return acceptsAll()
                || stream != null && (included.isEmpty() || included.contains(stream)) && !excluded.contains(stream);
    }

    @Override
    public String toString() {
        return (included.isEmpty() ? "all" : included.toString()) + (excluded.isEmpty() ? "" : " except " + excluded);
    }
}
