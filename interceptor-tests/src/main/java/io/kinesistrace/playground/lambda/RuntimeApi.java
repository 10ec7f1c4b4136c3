package io.kinesistrace.playground.lambda;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kinesistrace.playground.lambda.LambdaResponse.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The interface by which a runtime of AWS Lambda gets its invocations, for one execution environment.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Lambda runtime API</a>
 */
final class RuntimeApi implements AutoCloseable {
    private static final String VERSION = "/2018-06-01/runtime";
    private static final String NEXT = VERSION + "/invocation/next";
    private static final String INIT_ERROR = VERSION + "/init/error";
    private static final String RESPONSE = "/response";
    private static final String FUNCTION_ARN = "arn:aws:lambda:us-east-1:000000000000:function:event-consumer";
    private static final Duration TIME_LIMIT = Duration.ofMinutes(1);

    /** Sent by Lambda if active tracing is off. The runtime's native client crashes if it is missing. */
    static final String NO_X_RAY_TRACE = "Root=1-00000000-000000000000000000000000;Sampled=0";

    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    private final String xRayTrace;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
    private final Map<String, Invocation> underway = new ConcurrentHashMap<>();

    private record Invocation(String id, byte[] event, CompletableFuture<LambdaResponse> response) {}

    /** @param xRayTrace sent with each invocation, in the format of the header {@code X-Amzn-Trace-Id} */
    RuntimeApi(String xRayTrace) {
        this.xRayTrace = xRayTrace;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext(VERSION, this::handle);
        server.start();
    }

    /** For the environment variable {@code AWS_LAMBDA_RUNTIME_API}. */
    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Passes an event to the runtime; completes with the function's response. */
    CompletableFuture<LambdaResponse> invoke(byte[] event) {
        Invocation invocation = new Invocation(UUID.randomUUID().toString(), event, new CompletableFuture<>());
        waiting.add(invocation);
        return invocation.response();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.equals(NEXT)) {
                next(exchange);
                return;
            }
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            // If the function cannot be created, the runtime reports it and ends, which the waiting caller notices.
            if (!path.equals(INIT_ERROR)) {
                Outcome outcome = path.endsWith(RESPONSE) ? Outcome.RETURNED : Outcome.THREW;
                underway.remove(invocationId(path)).response().complete(new LambdaResponse(outcome, body));
            }
            exchange.sendResponseHeaders(ACCEPTED, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void next(HttpExchange exchange) throws IOException, InterruptedException {
        Invocation invocation = waiting.take();
        underway.put(invocation.id(), invocation);
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "application/json");
        headers.set("Lambda-Runtime-Aws-Request-Id", invocation.id());
        headers.set(
                "Lambda-Runtime-Deadline-Ms",
                Long.toString(Instant.now().plus(TIME_LIMIT).toEpochMilli()));
        headers.set("Lambda-Runtime-Invoked-Function-Arn", FUNCTION_ARN);
        headers.set("Lambda-Runtime-Trace-Id", xRayTrace);
        exchange.sendResponseHeaders(OK, invocation.event().length);
        exchange.getResponseBody().write(invocation.event());
    }

    private static String invocationId(String path) {
        String[] parts = path.split("/");
        return parts[parts.length - 2];
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
