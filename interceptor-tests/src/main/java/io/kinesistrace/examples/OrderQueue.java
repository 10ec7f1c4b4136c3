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
 * Orders that wait and go out together. Each record carries the span that was current when its order was queued, not that of the request
 * that sends it: the key is written by the application, and the interceptor leaves a key alone that carries already.
 *
 * <p>The same goes for user records of the Kinesis Producer Library, which a native process sends that no interceptor sees:
 *
 * <pre>{@code producer.addUserRecord(stream, key.partitionKey(), key.explicitHashKey(), data)}</pre>
 */
public final class OrderQueue {
    /** Records of a request, https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html. */
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
     * Sends the first 500 of what waits, by one request. What the service refuses waits on, and comes after others of its group that it
     * took, as always with {@code PutRecords}. The 10 MiB of a request are for the caller to keep to.
     *
     * @return how many wait on
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
