package io.kinesistrace.classpath;

import io.opentelemetry.context.Scope;

/** The {@link FaultyApplication}, which prints the counts. */
final class CountingFaultyApplication {
    private CountingFaultyApplication() {}

    public static void main(String[] args) {
        try (CountedPuts counted = new CountedPuts();
                Scope scope = Fault.valueOf(System.getProperty(FaultyApplication.FAULT))
                        .install()) {
            PutApplication.main(args);
        }
    }
}
