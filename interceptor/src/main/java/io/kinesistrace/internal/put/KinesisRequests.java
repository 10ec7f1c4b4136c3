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

/** A common view of {@code PutRecord} and {@code PutRecords}. */
final class KinesisRequests {
    private KinesisRequests() {}

    static int records(SdkRequest request) {
        return request instanceof PutRecordsRequest
                ? ((PutRecordsRequest) request).records().size()
                : 1;
    }

    /** Null if the request does not name the stream; it may have a {@code streamId} instead. */
    static @Nullable String streamName(SdkRequest request) {
        String name = request instanceof PutRecordRequest
                ? ((PutRecordRequest) request).streamName()
                : ((PutRecordsRequest) request).streamName();
        if (name != null) {
            return name;
        }
        // SDKs before 2023 have no accessor for the ARN; looking the field up by name finds nothing there.
        return ((KinesisRequest) request)
                .getValueForField("StreamARN", String.class)
                .map(StreamArn::streamName)
                .orElse(null);
    }

    /** Key and hash of each record; empty for other requests. */
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
