package io.kinesistrace.classpath;

import io.kinesistrace.Spans;
import io.opentelemetry.context.Scope;

/** The {@link PutApplication} within a span. */
final class TracedPutApplication {
    private TracedPutApplication() {}

    public static void main(String[] args) {
        try (Scope scope = Spans.contextOf(Spans.SPAN).makeCurrent()) {
            PutApplication.main(args);
        }
    }
}
