package io.kinesistrace.playground.zipkin;

import io.kinesistrace.playground.process.ChildProcess;
import io.kinesistrace.playground.process.Downloads;
import io.kinesistrace.playground.process.JavaProgram;
import io.kinesistrace.playground.process.Ports;
import io.kinesistrace.playground.process.Readiness;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A Zipkin server with its web UI, on a free port, that keeps spans in memory until it is closed. */
public final class ZipkinServer implements AutoCloseable {
    private final ChildProcess process;
    private final URI address;

    private ZipkinServer(ChildProcess process, URI address) {
        this.process = process;
        this.address = address;
    }

    /** Returns at once; {@link #awaitReady()} waits until it accepts spans. */
    public static ZipkinServer start(Path log) {
        int port = Ports.free();
        ChildProcess process = JavaProgram.ofJar(Downloads.file("zipkin-server.jar"))
                .options(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1"))
                .environment(Map.of("QUERY_PORT", Integer.toString(port), "SELF_TRACING_ENABLED", "false"))
                .start(log);
        return new ZipkinServer(process, URI.create("http://localhost:" + port));
    }

    /** @throws IllegalStateException if it does not start */
    public ZipkinServer awaitReady() {
        if (!Readiness.of(process, address.resolve("/health")).await()) {
            close();
            throw new IllegalStateException(
                    "Zipkin did not come up; its output is in " + process.log().toAbsolutePath());
        }
        return this;
    }

    /** Environment variables that make the agent or an autoconfigured SDK report here under a service name. */
    public Map<String, String> reporting(String service) {
        return Map.of(
                "OTEL_SERVICE_NAME", service,
                "OTEL_TRACES_EXPORTER", "zipkin",
                "OTEL_EXPORTER_ZIPKIN_ENDPOINT",
                        address.resolve("/api/v2/spans").toString(),
                "OTEL_METRICS_EXPORTER", "none",
                "OTEL_LOGS_EXPORTER", "none");
    }

    public ZipkinQuery query() {
        return new ZipkinQuery(address);
    }

    /** The page of a trace in the web UI. */
    public URI pageOf(String traceId) {
        return address.resolve("/zipkin/traces/" + traceId);
    }

    @Override
    public void close() {
        process.close();
    }
}
