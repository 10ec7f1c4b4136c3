package io.kinesistrace.internal.put;

import io.kinesistrace.internal.report.InstrumentationScope;
import io.kinesistrace.internal.report.ProcessLog;
import io.kinesistrace.internal.settings.Settings;
import io.kinesistrace.internal.settings.SettingsReader;

/** The messages of puts to an operator, each logged once per process. */
final class PutMessages {
    private static final String REMEDY =
            " To have both, add KinesisTraceInterceptor to the client's builder, after that interceptor.";

    private PutMessages() {}

    /** At the first put: logs the settings in use, and warns of unknown ones. */
    static void announce(Settings settings, boolean canPlace) {
        ProcessLog.infoOnce(
                "settings", () -> "Kinesis trace propagation " + InstrumentationScope.VERSION + ": " + settings + ".");
        String unknown = SettingsReader.unknownNames(
                System.getProperties().stringPropertyNames(), System.getenv().keySet());
        if (!unknown.isEmpty()) {
            ProcessLog.warnOnce(
                    "unknown settings",
                    () -> "Unknown settings: " + unknown + ". Known settings: " + SettingsReader.knownNames()
                            + ", and the environment variables of the same names, such as KINESIS_TRACE_ENABLED.");
        }
        if (settings.enabled && !canPlace) {
            ProcessLog.warnOnce(
                    "no MD5",
                    () -> "This JVM has no MD5, so the shard of a record cannot be computed. Kinesis records are sent"
                            + " without a trace context. With the system property kinesis.trace.routing=partition-key they"
                            + " carry it, but do not stay on their shard.");
        }
    }

    static void warnMisplaced() {
        ProcessLog.warnOnce(
                "misplaced",
                () -> "Another execution interceptor changed the partition key or the explicit hash key after"
                        + " KinesisTraceInterceptor had set both, so a request was sent to a shard that the application"
                        + " did not choose. This client no longer propagates the trace context." + REMEDY);
    }

    static void warnReplaced() {
        ProcessLog.warnOnce(
                "replaced",
                () ->
                        "Another execution interceptor replaced the partition keys that KinesisTraceInterceptor had set, so"
                                + " those records carry no trace context." + REMEDY);
    }

    static void warnScattered() {
        ProcessLog.warnOnce(
                "scattered",
                () -> "The application sends records with a trace context as partition key and without an explicit hash"
                        + " key, so the trace context decides the shard. To keep records on the shard of their own key,"
                        + " send the key as traceparent-and-key (traceparent,,key), or set the explicit hash key that"
                        + " PartitionKeyPropagator.inject returns.");
    }
}
