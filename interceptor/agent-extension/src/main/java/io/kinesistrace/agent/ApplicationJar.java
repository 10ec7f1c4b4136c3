package io.kinesistrace.agent;

import static io.opentelemetry.javaagent.extension.matcher.AgentElementMatchers.hasClassesNamed;
import static net.bytebuddy.matcher.ElementMatchers.not;

import net.bytebuddy.matcher.ElementMatcher;

/** The application's own copy of our library: its settings and its registrations take precedence. */
final class ApplicationJar {
    /** Joined at run time: the build would relocate a single literal together with our own classes. */
    private static final String INTERCEPTOR = String.join(".", "io", "kinesistrace", "KinesisTraceInterceptor");

    private ApplicationJar() {}

    static ElementMatcher.Junction<ClassLoader> isAbsent() {
        return not(hasClassesNamed(INTERCEPTOR));
    }
}
