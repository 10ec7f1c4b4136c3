package io.kinesistrace.internal.report;

/** Who makes our spans and metrics. */
public final class InstrumentationScope {
    public static final String NAME = "io.kinesistrace";

    public static final String VERSION = "${project.version}";

    private InstrumentationScope() {}
}
