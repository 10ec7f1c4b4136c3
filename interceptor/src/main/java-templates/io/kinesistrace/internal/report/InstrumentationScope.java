package io.kinesistrace.internal.report;

/** The instrumentation scope of our spans and metrics. */
public final class InstrumentationScope {
    public static final String NAME = "io.kinesistrace";

    public static final String VERSION = "${project.version}";

    private InstrumentationScope() {}
}
