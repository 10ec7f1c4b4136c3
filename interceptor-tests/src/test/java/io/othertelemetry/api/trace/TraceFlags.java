package io.othertelemetry.api.trace;

public interface TraceFlags {
    String asHex();
}
