package io.kinesistrace.internal.settings;

import org.jspecify.annotations.Nullable;

/** Selects the streams whose records may carry a trace context: the included ones, or all if none is listed, except the excluded ones. Immutable. */
public final class StreamFilter {
    private final StreamNames included;
    private final StreamNames excluded;

    StreamFilter(StreamNames included, StreamNames excluded) {
        this.included = included;
        this.excluded = excluded;
    }

    /** True if there is no list, so that the stream's name is not needed. */
    public boolean acceptsAll() {
        return included.isEmpty() && excluded.isEmpty();
    }

    /** @param stream the stream's name; null if the request does not name it: not accepted if there is a list, because it could be excluded */
    public boolean accepts(@Nullable String stream) {
        return acceptsAll()
                || stream != null && (included.isEmpty() || included.contains(stream)) && !excluded.contains(stream);
    }

    @Override
    public String toString() {
        return (included.isEmpty() ? "all" : included.toString()) + (excluded.isEmpty() ? "" : " except " + excluded);
    }
}
