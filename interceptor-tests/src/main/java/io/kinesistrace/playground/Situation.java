package io.kinesistrace.playground;

import io.kinesistrace.KinesisTraceInterceptor;
import io.kinesistrace.playground.process.Downloads;
import io.kinesistrace.playground.process.JavaProgram;
import java.nio.file.Path;
import java.util.List;

/** The situations that the demo compares: how the event producer is started, and how many events the consumer gets at once. */
enum Situation {
    NO_INTERCEPTOR(
            "no-interceptor",
            "The producer runs without the interceptor.",
            classPathWithoutInterceptor(),
            List.of(),
            1),
    ROUTED_BY_NEW_KEY(
            "routed-by-new-key",
            "The interceptor replaces the partition key and sets no explicit hash key (routing=partition-key).",
            JavaProgram.classPath(),
            List.of("-Dkinesis.trace.routing=partition-key"),
            1),
    ROUTED_BY_ORIGINAL_KEY(
            "routed-by-original-key",
            "The interceptor replaces the partition key and sets the hash of the original key as the explicit hash key.",
            JavaProgram.classPath(),
            List.of(),
            1),
    BATCHES_OF_TEN(
            "batches-of-ten",
            "The default producer; the consumer receives up to ten events per invocation.",
            JavaProgram.classPath(),
            List.of(),
            10),
    AGENT_EXTENSION(
            "agent-extension",
            "Neither application has a jar of this project: the Java agent of both has the extension.",
            classPathWithoutInterceptor(),
            extensionOption(),
            1);

    /** What an application with the interceptor gets without any settings. */
    static final Situation DEFAULT = ROUTED_BY_ORIGINAL_KEY;

    private final String text;
    private final String description;
    private final String classPath;
    private final List<String> jvmOptions;
    private final int batchSize;

    Situation(String text, String description, String classPath, List<String> jvmOptions, int batchSize) {
        this.text = text;
        this.description = description;
        this.classPath = classPath;
        this.jvmOptions = jvmOptions;
        this.batchSize = batchSize;
    }

    /** The name in the report and of the stream. */
    String text() {
        return text;
    }

    /** One sentence on how it is set up. */
    String description() {
        return description;
    }

    /** The class path of the producer, or of both applications if the agent has the extension. */
    String classPath() {
        return classPath;
    }

    /** Whether both applications run under the agent with the extension. */
    boolean isByExtension() {
        return this == AGENT_EXTENSION;
    }

    /** How the producer's spans are collected, given the choice for the other situations. */
    ProducerTracing tracing(ProducerTracing chosen) {
        return isByExtension() ? ProducerTracing.DEFAULT : chosen;
    }

    List<String> jvmOptionsOfProducer() {
        return jvmOptions;
    }

    /** The maximum number of events per invocation of the consumer. */
    int batchSize() {
        return batchSize;
    }

    private static List<String> extensionOption() {
        return List.of(
                "-Dotel.javaagent.extensions=" + Downloads.agentExtension().toAbsolutePath());
    }

    private static String classPathWithoutInterceptor() {
        Path interceptor = JavaProgram.classPathEntryOf(KinesisTraceInterceptor.class);
        return JavaProgram.without(interceptor, JavaProgram.classPath());
    }
}
