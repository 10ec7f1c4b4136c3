package io.kinesistrace.kcl;

import com.amazonaws.services.dynamodbv2.local.main.ServerRunner;
import com.amazonaws.services.dynamodbv2.local.server.DynamoDBProxyServer;
import io.kinesistrace.playground.kinesis.LocalKinesis;
import io.kinesistrace.playground.process.Ports;
import java.net.URI;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** DynamoDB Local in this process, in memory; the Kinesis Client Library keeps its leases there. */
final class LocalDynamoDb implements AutoCloseable {
    private final DynamoDBProxyServer server;
    private final URI endpoint;
    private final DynamoDbClient client;

    LocalDynamoDb() throws Exception {
        String port = Integer.toString(Ports.free());
        this.server = ServerRunner.createServerFromCommandLineArgs(
                new String[] {"-inMemory", "-disableTelemetry", "-port", port});
        this.endpoint = URI.create("http://localhost:" + port);
        this.client = LocalKinesis.configure(DynamoDbClient.builder(), endpoint).build();
        server.start();
    }

    URI endpoint() {
        return endpoint;
    }

    /** True once a first worker has stored which version of the library the application uses. */
    boolean isFounded(String application) {
        try {
            return client.scan(request -> request.tableName(application)).items().stream()
                    .flatMap(item -> item.values().stream())
                    .anyMatch(value -> "CLIENT_VERSION_3X".equals(value.s()));
        } catch (ResourceNotFoundException notEvenATable) {
            return false;
        }
    }

    @Override
    public void close() throws Exception {
        client.close();
        server.stop();
    }
}
