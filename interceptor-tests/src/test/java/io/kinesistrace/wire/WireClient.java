package io.kinesistrace.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;

/** The kinds of SDK clients: sync or async, with JSON or with CBOR, the default. */
enum WireClient {
    SYNC_JSON(false, false),
    SYNC_CBOR(false, true),
    ASYNC_JSON(true, false),
    ASYNC_CBOR(true, true);

    /** Shared, because closing one takes two seconds. */
    private static final SdkAsyncHttpClient ASYNC_HTTP = NettyNioAsyncHttpClient.create();

    private final boolean async;
    private final boolean cbor;
    private final ObjectMapper mapper;

    WireClient(boolean async, boolean cbor) {
        this.async = async;
        this.cbor = cbor;
        this.mapper = cbor ? new CBORMapper() : new ObjectMapper();
    }

    /** The put operations of a client. */
    interface Puts extends AutoCloseable {
        PutRecordResponse put(PutRecordRequest request);

        PutRecordsResponse put(PutRecordsRequest request);

        @Override
        void close();
    }

    /** Opens a client with the interceptor from the class path, and those on the builder in their order. */
    Puts open(URI endpoint, ExecutionInterceptor... onBuilder) {
        System.setProperty(SdkSystemSetting.CBOR_ENABLED.property(), Boolean.toString(cbor));
        return async
                ? asyncPuts(configure(KinesisAsyncClient.builder().httpClient(ASYNC_HTTP), endpoint, onBuilder)
                        .build())
                : syncPuts(
                        configure(KinesisClient.builder(), endpoint, onBuilder).build());
    }

    static void reset() {
        System.clearProperty(SdkSystemSetting.CBOR_ENABLED.property());
    }

    JsonNode read(byte[] body) {
        try {
            return mapper.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ResponseDefinitionBuilder response(int status, Map<String, ?> body) {
        try {
            return WireMock.aResponse()
                    .withStatus(status)
                    .withHeader("Content-Type", cbor ? "application/x-amz-cbor-1.1" : "application/x-amz-json-1.1")
                    .withBody(mapper.writeValueAsBytes(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <B extends AwsClientBuilder<B, ?>> B configure(
            B builder, URI endpoint, ExecutionInterceptor... onBuilder) {
        ClientOverrideConfiguration.Builder overrides = ClientOverrideConfiguration.builder()
                .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .backoffStrategy(BackoffStrategy.retryImmediately())
                        .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
                        .build());
        for (ExecutionInterceptor interceptor : onBuilder) {
            overrides.addExecutionInterceptor(interceptor);
        }
        return builder.endpointOverride(endpoint)
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
                .overrideConfiguration(overrides.build());
    }

    private static Puts syncPuts(KinesisClient client) {
        return new Puts() {
            @Override
            public PutRecordResponse put(PutRecordRequest request) {
                return client.putRecord(request);
            }

            @Override
            public PutRecordsResponse put(PutRecordsRequest request) {
                return client.putRecords(request);
            }

            @Override
            public void close() {
                client.close();
            }
        };
    }

    private static Puts asyncPuts(KinesisAsyncClient client) {
        return new Puts() {
            @Override
            public PutRecordResponse put(PutRecordRequest request) {
                return client.putRecord(request).join();
            }

            @Override
            public PutRecordsResponse put(PutRecordsRequest request) {
                return client.putRecords(request).join();
            }

            @Override
            public void close() {
                client.close();
            }
        };
    }
}
