package io.kinesistrace.agent;

import io.kinesistrace.KinesisTraceInterceptor;
import io.kinesistrace.playground.event.EventAttributes;
import io.kinesistrace.playground.kinesis.LocalKinesis;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.instrumentation.awssdk.v2_2.AwsSdkTelemetry;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/** Puts one record in every {@link PutMode}. Arguments: endpoint, stream, and what to register on the clients' builders. */
public final class PuttingApplication {
    static final String LIBRARY = "library";
    static final String OURS = "ours";

    private final String stream;
    private final KinesisClient sync;
    private final KinesisAsyncClient async;

    private PuttingApplication(String stream, KinesisClient sync, KinesisAsyncClient async) {
        this.stream = stream;
        this.sync = sync;
        this.async = async;
    }

    public static void main(String[] args) {
        URI endpoint = URI.create(args[0]);
        ClientOverrideConfiguration.Builder overrides = ClientOverrideConfiguration.builder();
        List<String> onBuilder = List.of(args).subList(2, args.length);
        if (onBuilder.contains(LIBRARY)) {
            overrides.addExecutionInterceptor(
                    AwsSdkTelemetry.create(GlobalOpenTelemetry.get()).newExecutionInterceptor());
        }
        if (onBuilder.contains(OURS)) {
            overrides.addExecutionInterceptor(KinesisTraceInterceptor.create());
        }
        try (KinesisClient sync = LocalKinesis.configure(KinesisClient.builder(), endpoint)
                        .overrideConfiguration(overrides.build())
                        .build();
                KinesisAsyncClient async = LocalKinesis.configure(KinesisAsyncClient.builder(), endpoint)
                        .overrideConfiguration(overrides.build())
                        .build()) {
            PuttingApplication application = new PuttingApplication(args[1], sync, async);
            for (PutMode mode : PutMode.values()) {
                application.put(mode);
            }
        }
    }

    private void put(PutMode mode) {
        if (!mode.isInSpan()) {
            putRecord(mode);
            return;
        }
        Span span = GlobalOpenTelemetry.getTracer("application")
                .spanBuilder(nameOfSpan(mode))
                .setAttribute(EventAttributes.STREAM, stream)
                .startSpan();
        try (Scope scope = span.makeCurrent()) {
            putRecord(mode);
        } finally {
            span.end();
        }
    }

    static String nameOfSpan(PutMode mode) {
        return "application " + mode.name().toLowerCase(Locale.ROOT);
    }

    private void putRecord(PutMode mode) {
        SdkBytes data = SdkBytes.fromUtf8String(mode.name());
        PutRecordRequest put = PutRecordRequest.builder()
                .streamName(stream)
                .partitionKey("group")
                .data(data)
                .build();
        switch (mode) {
            case SYNC_IN_SPAN, SYNC_ROOT -> sync.putRecord(put);
            case ASYNC_IN_SPAN, ASYNC_ROOT -> async.putRecord(put).join();
            case BATCH_IN_SPAN, BATCH_ROOT ->
                sync.putRecords(PutRecordsRequest.builder()
                        .streamName(stream)
                        .records(PutRecordsRequestEntry.builder()
                                .partitionKey("group")
                                .data(data)
                                .build())
                        .build());
        }
    }
}
