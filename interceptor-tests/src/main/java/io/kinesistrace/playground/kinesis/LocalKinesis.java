package io.kinesistrace.playground.kinesis;

import io.kinesistrace.playground.process.ChildProcess;
import io.kinesistrace.playground.process.NpmProject;
import io.kinesistrace.playground.process.Ports;
import io.kinesistrace.playground.process.Readiness;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** A local Kinesis that routes by hash: the npm package {@code kinesis-local}. It runs on free ports until it is closed. */
public final class LocalKinesis implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int MOST_POLLS = 600;
    private static final int START_ATTEMPTS = 3;

    /**
     * The server's standard input is a pipe from this process: when this process ends for any reason, the server reads the end of the input
     * and exits. It exits at once, because otherwise it would wait for connections that clients keep open.
     */
    private static final String MAIN_THAT_ENDS_WITH_US =
            "process.stdin.on('end', () => process.kill(process.pid, 'SIGKILL')).resume(); require('./main.js')";

    private final ChildProcess process;
    private final URI endpoint;
    private final int tlsPort;
    private final KinesisClient client;

    private LocalKinesis(ChildProcess process, URI endpoint, int tlsPort) {
        this.process = process;
        this.endpoint = endpoint;
        this.tlsPort = tlsPort;
        this.client = configure(KinesisClient.builder()).build();
    }

    /**
     * @param directory where the package is installed, unless it is there already
     * @param log the file for the server's output
     * @throws IllegalStateException if Node.js is missing or the server does not come up; the message says what to do
     */
    public static LocalKinesis start(Path directory, Path log) {
        Path installed = new NpmProject("kinesis-local", directory).install().resolve("kinesis-local");
        for (int attempt = 1; ; attempt++) {
            LocalKinesis kinesis = launch(installed, log);
            if (Readiness.of(kinesis.process, kinesis.endpoint.resolve("/healthcheck"))
                    .await()) {
                return kinesis;
            }
            kinesis.close();
            // Another process may have taken a port after we found it free.
            if (attempt == START_ATTEMPTS) {
                throw new IllegalStateException(
                        "The local Kinesis did not come up; its output is in " + log.toAbsolutePath());
            }
        }
    }

    private static LocalKinesis launch(Path installed, Path log) {
        int plainPort = Ports.free();
        int tlsPort = Ports.free();
        ProcessBuilder command = new ProcessBuilder("node", "-e", MAIN_THAT_ENDS_WITH_US);
        // It reads its server.json from the working directory.
        command.directory(installed.toFile());
        command.environment()
                .putAll(Map.of(
                        "KINESIS_MOCK_PLAIN_PORT", Integer.toString(plainPort),
                        "KINESIS_MOCK_TLS_PORT", Integer.toString(tlsPort),
                        "CREATE_STREAM_DURATION", "10ms",
                        "SHARD_LIMIT", "1000",
                        "LOG_LEVEL", "WARN"));
        ChildProcess process = NpmProject.start(command, log);
        return new LocalKinesis(process, URI.create("http://localhost:" + plainPort), tlsPort);
    }

    public URI endpoint() {
        return endpoint;
    }

    /** For clients that speak TLS only. Its certificate is self-signed. */
    public int tlsPort() {
        return tlsPort;
    }

    /** A client of this Kinesis, which is closed together with it. */
    public KinesisClient client() {
        return client;
    }

    ProcessHandle processHandle() {
        return process.handle();
    }

    /** Points the builder of a client here. */
    public <B extends AwsClientBuilder<B, ?>> B configure(B builder) {
        return configure(builder, endpoint);
    }

    /** Points the builder of a client to a Kinesis on this machine, which accepts any credentials. */
    public static <B extends AwsClientBuilder<B, ?>> B configure(B builder, URI endpoint) {
        return builder.endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("playground", "none")));
    }

    /** An async client of this Kinesis; the caller closes it. */
    public KinesisAsyncClient asyncClient() {
        return configure(KinesisAsyncClient.builder()).build();
    }

    /** Returns when the stream is active. */
    public void createStream(String name, int shards) {
        client.createStream(request -> request.streamName(name).shardCount(shards));
        // The SDK's own waiter needs classes that the SDK versions of some frameworks lack.
        for (int polls = 0; status(name) != StreamStatus.ACTIVE; polls++) {
            if (polls == MOST_POLLS) {
                throw new IllegalStateException("The stream " + name + " does not become active");
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private StreamStatus status(String stream) {
        return client.describeStreamSummary(request -> request.streamName(stream))
                .streamDescriptionSummary()
                .streamStatus();
    }

    @Override
    public void close() {
        client.close();
        process.close();
    }
}
