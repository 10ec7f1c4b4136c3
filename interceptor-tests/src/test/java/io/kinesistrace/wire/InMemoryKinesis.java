package io.kinesistrace.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** Reads the requests of an SDK client in the same process, for properties that send thousands of requests. */
final class InMemoryKinesis implements SdkHttpClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A record as received.
     *
     * @param place the hash by which Kinesis selects the shard
     */
    record Arrived(String key, BigInteger place, String data) {}

    private final List<List<Arrived>> requests = new ArrayList<>();

    /** Creates a client; requires JSON: {@code aws.cborEnabled=false}. */
    KinesisClient client(List<ExecutionInterceptor> onBuilder) {
        return KinesisClient.builder()
                .httpClient(this)
                .endpointOverride(URI.create("http://localhost:1"))
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
                .overrideConfiguration(overrides -> onBuilder.forEach(overrides::addExecutionInterceptor))
                .build();
    }

    /** The records of each request. */
    List<List<Arrived>> requests() {
        return requests;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                JsonNode body = JSON.readTree(
                        request.contentStreamProvider().orElseThrow().newStream());
                List<Arrived> arrived = new ArrayList<>();
                JsonNode records = body.has("Records")
                        ? body.get("Records")
                        : JSON.createArrayNode().add(body);
                records.forEach(record -> arrived.add(arrived(record)));
                requests.add(arrived);
                return accepted(body.has("Records"));
            }

            @Override
            public void abort() {}
        };
    }

    private static Arrived arrived(JsonNode record) {
        String key = record.path("PartitionKey").asText();
        String hash = record.path("ExplicitHashKey").asText(null);
        return new Arrived(
                key,
                hash == null ? md5(key) : new BigInteger(hash),
                record.path("Data").asText());
    }

    private static BigInteger md5(String key) {
        try {
            return new BigInteger(1, MessageDigest.getInstance("MD5").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpExecuteResponse accepted(boolean batch) {
        String body = batch
                ? "{\"FailedRecordCount\":0,\"Records\":[]}"
                : "{\"ShardId\":\"shardId-000000000000\",\"SequenceNumber\":\"1\"}";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return HttpExecuteResponse.builder()
                .response(SdkHttpFullResponse.builder().statusCode(200).build())
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(bytes)))
                .build();
    }

    @Override
    public void close() {}
}
