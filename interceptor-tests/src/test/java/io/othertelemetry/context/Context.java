package io.othertelemetry.context;

/** Stands for the copy of OpenTelemetry inside the Java agent: the same methods, another class, tied to ours where it is current. */
public interface Context {
    AutoCloseable makeCurrent();
}
