package io.kinesistrace.classpath;

import io.kinesistrace.playground.kinesis.LocalKinesis;
import java.net.URI;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** Puts some records from two clients, without any code for tracing. Arguments: endpoint, stream. */
final class PutApplication {
    static final String KEY = "customer-4711";
    static final String PAYLOAD = "secret-payload";
    static final int RECORDS = 4;

    private PutApplication() {}

    public static void main(String[] args) {
        for (int client = 0; client < 2; client++) {
            try (KinesisClient kinesis = LocalKinesis.configure(KinesisClient.builder(), URI.create(args[0]))
                    .build()) {
                for (int i = 0; i < RECORDS / 2; i++) {
                    kinesis.putRecord(request ->
                            request.streamName(args[1]).partitionKey(KEY).data(SdkBytes.fromUtf8String(PAYLOAD)));
                }
            }
        }
    }
}
