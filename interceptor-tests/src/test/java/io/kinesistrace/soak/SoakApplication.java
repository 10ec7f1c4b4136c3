package io.kinesistrace.soak;

import io.kinesistrace.playground.kinesis.LocalKinesis;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;

/**
 * Puts many records in batches, each batch in a span of its own, and resends rejected records until all are accepted. Prints the used heap at
 * intervals. Does not depend on the interceptor, which may be on the class path or not.
 */
final class SoakApplication {
    static final String HEAP = "heap: ";
    static final int GROUPS = 40;
    private static final int HEAP_SAMPLES = 10;

    private final KinesisClient kinesis;
    private final int batchesPerStream;
    private final List<String> streams;

    private SoakApplication(KinesisClient kinesis, int batchesPerStream, List<String> streams) {
        this.kinesis = kinesis;
        this.batchesPerStream = batchesPerStream;
        this.streams = streams;
    }

    /** Arguments: endpoint, batches per stream, records per batch, and the streams. */
    public static void main(String[] args) {
        int batchesPerStream = Integer.parseInt(args[1]);
        int size = Integer.parseInt(args[2]);
        List<String> streams = List.of(args).subList(3, args.length);
        int batches = batchesPerStream * streams.size();
        try (KinesisClient kinesis = LocalKinesis.configure(KinesisClient.builder(), URI.create(args[0]))
                .overrideConfiguration(overrides -> overrides.retryStrategy(
                        // The sequence depends only on the number of requests, not on time.
                        AwsRetryStrategy.legacyRetryStrategy().toBuilder()
                                .backoffStrategy(BackoffStrategy.retryImmediately())
                                .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
                                .circuitBreakerEnabled(false)
                                .build()))
                .build()) {
            SoakApplication application = new SoakApplication(kinesis, batchesPerStream, streams);
            for (int batch = 0; batch < batches; batch++) {
                application.putWithinSpan(batch, size);
                if (batch % Math.max(1, batches / HEAP_SAMPLES) == 0) {
                    printHeap();
                }
            }
            printHeap();
        }
    }

    private void putWithinSpan(int batch, int size) {
        SpanContext span = SpanContext.create(
                String.format("%032x", batch + 1),
                String.format("%016x", batch + 1),
                TraceFlags.getSampled(),
                TraceState.getDefault());
        try (Scope scope = Context.root().with(Span.wrap(span)).makeCurrent()) {
            List<PutRecordsRequestEntry> toDo = batch(batch, size);
            while (!toDo.isEmpty()) {
                toDo = put(streams.get(batch / batchesPerStream), toDo);
            }
        }
    }

    private static List<PutRecordsRequestEntry> batch(int batch, int size) {
        List<PutRecordsRequestEntry> records = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            int number = batch * size + i;
            records.add(PutRecordsRequestEntry.builder()
                    .partitionKey("group-" + number % GROUPS)
                    .data(SdkBytes.fromUtf8String(Integer.toString(number)))
                    .build());
        }
        return records;
    }

    /** Puts records; returns those to send again. */
    private List<PutRecordsRequestEntry> put(String stream, List<PutRecordsRequestEntry> records) {
        PutRecordsResponse response;
        try {
            response = kinesis.putRecords(request -> request.streamName(stream).records(records));
        } catch (SdkException notEvenAfterRetries) {
            return records;
        }
        List<PutRecordsRequestEntry> failed = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            if (response.records().get(i).errorCode() != null) {
                failed.add(records.get(i));
            }
        }
        return failed;
    }

    private static void printHeap() {
        System.gc();
        System.out.println(
                HEAP + ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
}
