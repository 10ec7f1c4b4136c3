package io.kinesistrace.playground.lambda;

import static io.kinesistrace.playground.lambda.LambdaResponse.Outcome.ENVIRONMENT_ENDED;

import io.kinesistrace.playground.process.ChildProcess;
import io.kinesistrace.playground.process.JavaProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** One execution environment of a function: the Java runtime of AWS Lambda in a process of its own, which handles one event at a time. */
final class LambdaEnvironment implements AutoCloseable {
    private static final String RUNTIME = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
    private static final List<String> SMALL = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final RuntimeApi api;
    private final ChildProcess runtime;

    LambdaEnvironment(
            String handler,
            String classPath,
            Map<String, String> environment,
            String xRayTrace,
            NativeClient nativeClient,
            Path log) {
        this.api = new RuntimeApi(xRayTrace);
        this.runtime = JavaProgram.ofClass(RUNTIME, classPath)
                .options(SMALL)
                .options(nativeClient.jvmOptions())
                .arguments(handler)
                .environment(Map.of(
                        "AWS_LAMBDA_RUNTIME_API", api.address(),
                        "AWS_LAMBDA_FUNCTION_NAME", "event-consumer",
                        "AWS_LAMBDA_FUNCTION_VERSION", "$LATEST",
                        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256",
                        "AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/event-consumer",
                        "AWS_LAMBDA_LOG_STREAM_NAME", "playground",
                        "AWS_REGION", "us-east-1",
                        "AWS_EXECUTION_ENV", "AWS_Lambda_java17",
                        "LAMBDA_TASK_ROOT", Path.of("").toAbsolutePath().toString(),
                        "_HANDLER", handler))
                .environment(environment)
                .start(log);
    }

    Path log() {
        return runtime.log();
    }

    /** Waits for the function; an environment that ends meanwhile has failed. */
    LambdaResponse invoke(byte[] event) {
        CompletableFuture<LambdaResponse> response = api.invoke(event);
        runtime.handle()
                .onExit()
                .thenRun(() -> response.complete(new LambdaResponse(
                        ENVIRONMENT_ENDED, "its environment ended, and its output is in " + log().toAbsolutePath())));
        return response.join();
    }

    @Override
    public void close() {
        runtime.close();
        api.close();
    }
}
