package io.kinesistrace.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/** Different batches of one size, over and over. */
final class Batches {
    private static final SdkBytes DATA = SdkBytes.fromByteArray(new byte[1024]);

    private final PutRecordsRequest[] batches;
    private int next;

    /** @param groups how many different partition keys all batches have */
    Batches(int records, int groups) {
        batches = IntStream.range(0, Math.max(1, Keys.COUNT / records))
                .mapToObj(batch -> batch(batch * records, records, groups))
                .toArray(PutRecordsRequest[]::new);
    }

    private static PutRecordsRequest batch(int first, int records, int groups) {
        List<PutRecordsRequestEntry> entries = new ArrayList<>();
        for (int i = first; i < first + records; i++) {
            entries.add(PutRecordsRequestEntry.builder()
                    // A new String for each record, as in an application.
                    .partitionKey("order-" + i % groups)
                    .data(DATA)
                    .build());
        }
        return PutRecordsRequest.builder().streamName("orders").records(entries).build();
    }

    PutRecordsRequest next() {
        next = next + 1 == batches.length ? 0 : next + 1;
        return batches[next];
    }
}
