package io.kinesistrace.agent;

import io.kinesistrace.playground.kinesis.LocalKinesis;
import java.net.URI;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/** Puts a record in every {@link PutMode}, without using OpenTelemetry. */
final class RecordPutter implements AutoCloseable {
    static final String KEY = "group";

    private final String stream;
    private final KinesisClient sync;
    private final KinesisAsyncClient async;

    RecordPutter(URI endpoint, String stream, ClientOverrideConfiguration overrides) {
        this.stream = stream;
        this.sync = LocalKinesis.configure(KinesisClient.builder(), endpoint)
                .overrideConfiguration(overrides)
                .build();
        this.async = LocalKinesis.configure(KinesisAsyncClient.builder(), endpoint)
                .overrideConfiguration(overrides)
                .build();
    }

    void put(PutMode mode) {
        SdkBytes data = SdkBytes.fromUtf8String(mode.name());
        PutRecordRequest put = PutRecordRequest.builder()
                .streamName(stream)
                .partitionKey(KEY)
                .data(data)
                .build();
        switch (mode) {
            case SYNC_IN_SPAN, SYNC_ROOT -> sync.putRecord(put);
            case ASYNC_IN_SPAN, ASYNC_ROOT -> async.putRecord(put).join();
            case BATCH_IN_SPAN, BATCH_ROOT ->
                sync.putRecords(PutRecordsRequest.builder()
                        .streamName(stream)
                        .records(PutRecordsRequestEntry.builder()
                                .partitionKey(KEY)
                                .data(data)
                                .build())
                        .build());
        }
    }

    @Override
    public void close() {
        sync.close();
        async.close();
    }
}
