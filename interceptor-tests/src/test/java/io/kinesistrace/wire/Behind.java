package io.kinesistrace.wire;

import java.util.List;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/** Interceptors that run after ours, by what they do to every record. */
enum Behind implements ExecutionInterceptor {
    CHANGES_NOTHING(entry -> entry),
    REPLACES_THE_KEY(entry -> entry.toBuilder().partitionKey(tenantOf(entry)).build()),
    PREFIXES_THE_KEY(
            entry -> entry.toBuilder().partitionKey("t-" + entry.partitionKey()).build()),
    REPLACES_THE_HASH(entry -> entry.toBuilder().explicitHashKey("7").build()),
    DROPS_THE_HASH(entry -> entry.toBuilder().explicitHashKey(null).build()),
    REPLACES_BOTH(entry ->
            entry.toBuilder().partitionKey(tenantOf(entry)).explicitHashKey("7").build()),
    REPLACES_THE_REQUEST(entry -> PutRecordsRequestEntry.builder()
            .partitionKey(tenantOf(entry))
            .data(entry.data())
            .build());

    private final UnaryOperator<PutRecordsRequestEntry> change;

    Behind(UnaryOperator<PutRecordsRequestEntry> change) {
        this.change = change;
    }

    /** Depends only on the record's data, not on its key. */
    private static String tenantOf(PutRecordsRequestEntry entry) {
        return "tenant-" + entry.data().asByteArrayUnsafe().length % 3;
    }

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        SdkRequest request = context.request();
        if (request instanceof PutRecordsRequest batch) {
            List<PutRecordsRequestEntry> changed =
                    batch.records().stream().map(change).toList();
            return changed.equals(batch.records())
                    ? request
                    : batch.toBuilder().records(changed).build();
        }
        return request instanceof PutRecordRequest put ? changed(put) : request;
    }

    private PutRecordRequest changed(PutRecordRequest put) {
        PutRecordsRequestEntry entry = PutRecordsRequestEntry.builder()
                .partitionKey(put.partitionKey())
                .explicitHashKey(put.explicitHashKey())
                .data(put.data())
                .build();
        PutRecordsRequestEntry changed = change.apply(entry);
        return changed.equals(entry)
                ? put
                : put.toBuilder()
                        .partitionKey(changed.partitionKey())
                        .explicitHashKey(changed.explicitHashKey())
                        .build();
    }
}
