package io.kinesistrace.playground.lambda;

import io.kinesistrace.playground.process.JavaProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A deployed function: starts an execution environment when none is idle, as Lambda does, and keeps it for later events. */
public final class LambdaFunction implements Invoker, AutoCloseable {
    private final String handler;
    private final String classPath;
    private final Map<String, String> environment;
    private final Path logs;
    private final NativeClient nativeClient;
    private final Queue<LambdaEnvironment> idle = new ConcurrentLinkedQueue<>();
    private final Queue<LambdaEnvironment> started = new ConcurrentLinkedQueue<>();
    private final AtomicInteger counter = new AtomicInteger();
    private volatile String xRayTrace = RuntimeApi.NO_X_RAY_TRACE;

    /**
     * @param handler the class of the function
     * @param environment the function's environment variables
     * @param logs a directory for the output of its environments
     */
    public LambdaFunction(Class<?> handler, Map<String, String> environment, Path logs) {
        this(handler.getName(), JavaProgram.classPath(), environment, logs);
    }

    /** @param classPath the uploaded code and the runtime */
    public LambdaFunction(String handler, String classPath, Map<String, String> environment, Path logs) {
        this.handler = handler;
        this.classPath = classPath;
        this.environment = environment;
        this.logs = logs;
        this.nativeClient = new NativeClient(logs);
    }

    /**
     * Enables active tracing: all invocations are in one X-Ray trace.
     *
     * @param header in the format of the header {@code X-Amzn-Trace-Id}
     */
    public void xRayTrace(String header) {
        xRayTrace = header;
    }

    /** @throws IllegalStateException if a new environment cannot create the function, which no retry would change */
    @Override
    public LambdaResponse invoke(byte[] event) {
        LambdaEnvironment reused = idle.poll();
        LambdaEnvironment chosen = reused == null ? start() : reused;
        LambdaResponse response = chosen.invoke(event);
        if (response.ended()) {
            chosen.close();
            if (reused == null) {
                throw new IllegalStateException("The function cannot be started: " + response.body());
            }
        } else {
            idle.add(chosen);
        }
        return response;
    }

    /** The number of environments that were started. */
    public int environments() {
        return counter.get();
    }

    /** The log files of its environments. */
    public List<Path> logs() {
        return started.stream().map(LambdaEnvironment::log).toList();
    }

    private LambdaEnvironment start() {
        Path log = logs.resolve("lambda-" + counter.incrementAndGet() + ".log");
        LambdaEnvironment made = new LambdaEnvironment(handler, classPath, environment, xRayTrace, nativeClient, log);
        started.add(made);
        return made;
    }

    @Override
    public void close() {
        started.forEach(LambdaEnvironment::close);
    }
}
