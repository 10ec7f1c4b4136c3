package io.kinesistrace.benchmarks;

import io.kinesistrace.KinesisTraceInterceptor;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;

/** SDK calls without a network. */
final class Calls {
    static final Context SPAN = Context.root()
            .with(Span.wrap(SpanContext.create(
                    "4bf92f3577b34da6a3ce929d0e0e4736",
                    "00f067aa0ba902b7",
                    TraceFlags.getSampled(),
                    TraceState.getDefault())));

    private static final byte[] ACCEPTED =
            "{\"ShardId\":\"shardId-000000000000\",\"SequenceNumber\":\"1\"}".getBytes(StandardCharsets.UTF_8);

    private Calls() {}

    /** Answered in memory. Uses JSON, because the response is text. */
    static KinesisClient client(ExecutionInterceptor... interceptors) {
        System.setProperty("aws.cborEnabled", "false");
        return KinesisClient.builder()
                .httpClient(new InMemory())
                .endpointOverride(URI.create("http://localhost:1"))
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
                .overrideConfiguration(overrides -> {
                    for (ExecutionInterceptor interceptor : interceptors) {
                        overrides.addExecutionInterceptor(interceptor);
                    }
                })
                .build();
    }

    static PutRecordRequest put(String stream, byte[] data) {
        return put(stream, "order-17", data);
    }

    static PutRecordRequest put(String stream, String key, byte[] data) {
        return PutRecordRequest.builder()
                .streamName(stream)
                .partitionKey(key)
                .data(SdkBytes.fromByteArray(data))
                .build();
    }

    /** As many as a real call has at {@code modifyRequest}. */
    static ExecutionAttributes attributes() {
        AtomicReference<ExecutionAttributes> seen = new AtomicReference<>();
        ExecutionInterceptor capture = new ExecutionInterceptor() {
            @Override
            public SdkRequest modifyRequest(
                    software.amazon.awssdk.core.interceptor.Context.ModifyRequest context,
                    ExecutionAttributes attributes) {
                seen.set(attributes.copy());
                return context.request();
            }
        };
        try (KinesisClient client = client(capture)) {
            client.putRecord(put("orders", new byte[1]));
        }
        return seen.get();
    }

    /** The attribute in which an interceptor keeps its state of a call; clear it between two calls that share attributes. */
    @SuppressWarnings("unchecked")
    static ExecutionAttribute<Object> putCallAttribute(
            KinesisTraceInterceptor interceptor, ExecutionAttributes attributes) {
        PutRecordRequest any = put("any", new byte[1]);
        interceptor.beforeExecution(() -> any, attributes);
        return (ExecutionAttribute<Object>) attributes.getAttributes().keySet().stream()
                .filter(attribute -> attribute.toString().contains("PutCall"))
                .findFirst()
                .orElseThrow();
    }

    private static final class InMemory implements SdkHttpClient {
        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() {
                    return HttpExecuteResponse.builder()
                            .response(SdkHttpFullResponse.builder()
                                    .statusCode(200)
                                    .putHeader("Content-Type", "application/x-amz-json-1.1")
                                    .build())
                            .responseBody(AbortableInputStream.create(new ByteArrayInputStream(ACCEPTED)))
                            .build();
                }

                @Override
                public void abort() {}
            };
        }

        @Override
        public void close() {}
    }
}
