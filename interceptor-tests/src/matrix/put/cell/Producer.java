package cell;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/** Puts a record with each client and operation, within one span. Arguments: endpoint, stream. */
public final class Producer {
    private static final StaticCredentialsProvider ANYBODY =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("cell", "none"));

    private Producer() {}

    public static void main(String[] args) {
        URI endpoint = URI.create(args[0]);
        String stream = args[1];
        SpanContext span = SpanContext.create(
                "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", TraceFlags.getSampled(), TraceState.getDefault());
        try (KinesisClient kinesis = KinesisClient.builder()
                        .endpointOverride(endpoint)
                        .region(Region.US_EAST_1)
                        .credentialsProvider(ANYBODY)
                        .build();
                KinesisAsyncClient async = KinesisAsyncClient.builder()
                        .endpointOverride(endpoint)
                        .region(Region.US_EAST_1)
                        .credentialsProvider(ANYBODY)
                        .build();
                Scope scope = Context.root().with(Span.wrap(span)).makeCurrent()) {
            kinesis.putRecord(request -> request.streamName(stream)
                    .partitionKey("order-17")
                    .data(SdkBytes.fromUtf8String("PutRecord")));
            kinesis.putRecords(request -> request.streamName(stream).records(entry("PutRecords, 1"), entry("PutRecords, 2")));
            async.putRecord(request -> request.streamName(stream)
                            .partitionKey("order-17")
                            .data(SdkBytes.fromUtf8String("PutRecord, async")))
                    .join();
        }
    }

    private static PutRecordsRequestEntry entry(String data) {
        return PutRecordsRequestEntry.builder()
                .partitionKey("order-17")
                .data(SdkBytes.fromUtf8String(data))
                .build();
    }
}
