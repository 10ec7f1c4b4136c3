package io.kinesistrace.examples;

import io.kinesistrace.PartitionKeyPropagator;
import io.kinesistrace.RecordKey;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;

/**
 * Queues orders and sends them in batches. Each record carries the span that was current when its order was queued, not the span of the
 * request that sends it: the application writes the key itself, and the interceptor does not change a key that already carries a context.
 *
 * <p>User records of the Kinesis Producer Library work the same way, because it sends from a native process that no interceptor sees:
 *
 * <pre>{@code producer.addUserRecord(stream, key.partitionKey(), key.explicitHashKey(), data)}</pre>
 */
public final class OrderQueue {
    /** The maximum number of records per request, https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html. */
    private static final int MOST_AT_ONCE = 500;

    private final PartitionKeyPropagator propagator = PartitionKeyPropagator.create();
    private final KinesisClient kinesis;
    private final String stream;
    private final List<PutRecordsRequestEntry> waiting = new ArrayList<>();

    public OrderQueue(KinesisClient kinesis, String stream) {
        this.kinesis = kinesis;
        this.stream = stream;
    }

    /** @param order the group of the record */
    public synchronized void add(String order, SdkBytes data) {
        RecordKey key = propagator.inject(Context.current(), order);
        waiting.add(PutRecordsRequestEntry.builder()
                .partitionKey(key.partitionKey())
                .explicitHashKey(key.explicitHashKey())
                .data(data)
                .build());
    }

    /**
     * Sends the first 500 queued records in one request. Records that the service rejects stay in the queue and may end up after later records
     * of their group, as always with {@code PutRecords}. The caller must respect the limit of 10 MiB per request.
     *
     * @return the number of records still in the queue
     */
    public synchronized int flush() {
        List<PutRecordsRequestEntry> batch = waiting.subList(0, Math.min(waiting.size(), MOST_AT_ONCE));
        if (!batch.isEmpty()) {
            List<PutRecordsRequestEntry> refused = refused(batch);
            batch.clear();
            waiting.addAll(0, refused);
        }
        return waiting.size();
    }

    private List<PutRecordsRequestEntry> refused(List<PutRecordsRequestEntry> batch) {
        PutRecordsResponse response =
                kinesis.putRecords(put -> put.streamName(stream).records(batch));
        List<PutRecordsRequestEntry> refused = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            if (response.records().get(i).errorCode() != null) {
                refused.add(batch.get(i));
            }
        }
        return refused;
    }
}
