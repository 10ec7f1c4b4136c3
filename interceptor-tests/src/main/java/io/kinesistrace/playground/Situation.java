package io.kinesistrace.playground;

import io.kinesistrace.KinesisTraceInterceptor;
import io.kinesistrace.playground.process.JavaProgram;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The stages of the story: how the event producer is started, and how many events the consumer is given at once. */
enum Situation {
    NO_INTERCEPTOR("no-interceptor", classPathWithoutInterceptor(), List.of(), 1),
    ROUTED_BY_PARTITION_KEY(
            "routed-by-partition-key", classPath(), List.of("-Dkinesis.trace.routing=partition-key"), 1),
    ROUTED_BY_ORIGINAL_KEY("routed-by-original-key", classPath(), List.of(), 1),
    BATCHES_OF_TEN("batches-of-ten", classPath(), List.of(), 10);

    private final String text;
    private final String classPath;
    private final List<String> jvmOptions;
    private final int batchSize;

    Situation(String text, String classPath, List<String> jvmOptions, int batchSize) {
        this.text = text;
        this.classPath = classPath;
        this.jvmOptions = jvmOptions;
        this.batchSize = batchSize;
    }

    /** The name in the report. */
    String text() {
        return text;
    }

    String classPathOfProducer() {
        return classPath;
    }

    List<String> jvmOptionsOfProducer() {
        return jvmOptions;
    }

    /** Events of one invocation of the consumer, at the most. */
    int batchSize() {
        return batchSize;
    }

    private static String classPath() {
        return JavaProgram.classPath();
    }

    private static String classPathWithoutInterceptor() {
        Path interceptor = JavaProgram.classPathEntryOf(KinesisTraceInterceptor.class);
        List<String> entries = Arrays.asList(classPath().split(File.pathSeparator));
        List<String> others = entries.stream()
                .filter(entry -> !Path.of(entry).equals(interceptor))
                .toList();
        if (others.size() != entries.size() - 1) {
            throw new IllegalStateException("The interceptor is not on the class path exactly once: " + interceptor);
        }
        return others.stream().collect(Collectors.joining(File.pathSeparator));
    }
}
