package io.kinesistrace.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;

/** Other ways to propagate a trace: the same key written naively, and a field in the data. */
@State(Scope.Benchmark)
public class ArticleBenchmark extends Timed {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SpanContext span = Span.fromContext(Calls.SPAN).getSpanContext();
    private final PutRecordRequest put = Calls.put("orders", new byte[1024]);
    private final PutRecordRequest json = Calls.put("orders", json(1024));

    @Benchmark
    public Object articlesWay() throws NoSuchAlgorithmException {
        String traceparent = String.format("00-%s-%s-%s", span.getTraceId(), span.getSpanId(), span.getTraceFlags());
        byte[] hash = MessageDigest.getInstance("MD5").digest(put.partitionKey().getBytes(StandardCharsets.UTF_8));
        return put.toBuilder()
                .partitionKey(traceparent)
                .explicitHashKey(new BigInteger(1, hash).toString())
                .build();
    }

    @Benchmark
    public Object fieldInJsonOf1KiB() throws IOException {
        return withField(json);
    }

    private Object withField(PutRecordRequest request) throws IOException {
        ObjectNode data = (ObjectNode) JSON.readTree(request.data().asByteArrayUnsafe());
        data.put("traceparent", "00-" + span.getTraceId() + '-' + span.getSpanId() + '-' + span.getTraceFlags());
        return request.toBuilder()
                .data(SdkBytes.fromByteArrayUnsafe(JSON.writeValueAsBytes(data)))
                .build();
    }

    private static byte[] json(int size) {
        StringBuilder json = new StringBuilder("{\"orders\":[");
        while (json.length() < size - 70) {
            json.append("{\"id\":").append(json.length()).append(",\"name\":\"something\",\"price\":12.5},");
        }
        return json.append("{}]}").toString().getBytes(StandardCharsets.UTF_8);
    }
}
