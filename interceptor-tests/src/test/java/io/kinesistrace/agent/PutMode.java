package io.kinesistrace.agent;

/** The ways in which {@link PuttingApplication} puts a record; the name is also the record's data. */
enum PutMode {
    SYNC_IN_SPAN("PutRecord", true),
    SYNC_ROOT("PutRecord", false),
    ASYNC_IN_SPAN("PutRecord", true),
    ASYNC_ROOT("PutRecord", false),
    BATCH_IN_SPAN("PutRecords", true),
    BATCH_ROOT("PutRecords", false);

    private final String operation;
    private final boolean inSpan;

    PutMode(String operation, boolean inSpan) {
        this.operation = operation;
        this.inSpan = inSpan;
    }

    /** The API operation that carries the record. */
    String operation() {
        return operation;
    }

    /** True if the application calls the client within a span of its own. */
    boolean isInSpan() {
        return inSpan;
    }
}
