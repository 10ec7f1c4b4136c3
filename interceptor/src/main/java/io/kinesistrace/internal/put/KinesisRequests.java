package io.kinesistrace.internal.put;

import io.kinesistrace.internal.wire.StreamArn;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.kinesis.model.KinesisRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/** The same view of {@code PutRecord} and {@code PutRecords}. */
final class KinesisRequests {
    private KinesisRequests() {}

    static int records(SdkRequest request) {
        return request instanceof PutRecordsRequest
                ? ((PutRecordsRequest) request).records().size()
                : 1;
    }

    /** Null if the request does not name it, as it may give a {@code streamId} instead. */
    static @Nullable String streamName(SdkRequest request) {
        String name = request instanceof PutRecordRequest
                ? ((PutRecordRequest) request).streamName()
                : ((PutRecordsRequest) request).streamName();
        if (name != null) {
            return name;
        }
        // An SDK from before 2023 has no accessor for the ARN; asked for a field by name, it answers that it has none.
        return ((KinesisRequest) request)
                .getValueForField("StreamARN", String.class)
                .map(StreamArn::streamName)
                .orElse(null);
    }

    /** Key and hash of each record; empty for another request. */
    static List<PutRecordsRequestEntry> entries(SdkRequest request) {
        if (request instanceof PutRecordsRequest) {
            return ((PutRecordsRequest) request).records();
        }
        if (!(request instanceof PutRecordRequest)) {
            return Collections.emptyList();
        }
        PutRecordRequest put = (PutRecordRequest) request;
        return Collections.singletonList(PutRecordsRequestEntry.builder()
                .partitionKey(put.partitionKey())
                .explicitHashKey(put.explicitHashKey())
                .build());
    }
}
