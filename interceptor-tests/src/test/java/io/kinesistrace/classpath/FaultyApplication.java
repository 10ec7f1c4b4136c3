package io.kinesistrace.classpath;

import io.opentelemetry.context.Scope;

/** The {@link PutApplication} with a fault that is selected by a system property. */
final class FaultyApplication {
    static final String FAULT = "fault";
    static final String ERROR = "fault.error";

    private FaultyApplication() {}

    public static void main(String[] args) {
        try (Scope scope = Fault.valueOf(System.getProperty(FAULT)).install()) {
            PutApplication.main(args);
        }
    }
}
