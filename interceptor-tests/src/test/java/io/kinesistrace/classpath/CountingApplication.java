package io.kinesistrace.classpath;

/** The {@link PutApplication}, which registers its global OpenTelemetry only after its first puts, and prints the counts since then. */
final class CountingApplication {
    private CountingApplication() {}

    public static void main(String[] args) {
        PutApplication.main(args);
        try (CountedPuts counted = new CountedPuts()) {
            TracedPutApplication.main(args);
        }
    }
}
