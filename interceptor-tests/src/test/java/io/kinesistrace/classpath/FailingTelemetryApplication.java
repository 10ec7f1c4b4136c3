package io.kinesistrace.classpath;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;

/** The {@link PutApplication} with an OpenTelemetry that fails, and quotes in its error what no log may hold. */
final class FailingTelemetryApplication {
    private FailingTelemetryApplication() {}

    public static void main(String[] args) {
        try (Scope scope = new FailingContext().makeCurrent()) {
            PutApplication.main(args);
        }
    }

    private static final class FailingContext implements Context {
        @Override
        public <V> V get(ContextKey<V> key) {
            throw new IllegalStateException("failed on " + PutApplication.KEY + ' ' + PutApplication.PAYLOAD);
        }

        @Override
        public <V> Context with(ContextKey<V> key, V value) {
            return this;
        }
    }
}
