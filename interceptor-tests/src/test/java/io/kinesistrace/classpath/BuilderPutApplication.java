package io.kinesistrace.classpath;

import io.kinesistrace.KinesisTraceInterceptor;
import io.kinesistrace.playground.kinesis.LocalKinesis;
import io.opentelemetry.context.Scope;
import java.net.URI;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** Puts a record within a span, with the interceptor on the client's builder. Arguments: endpoint, stream. */
final class BuilderPutApplication {
    private BuilderPutApplication() {}

    public static void main(String[] args) {
        System.out.println(
                "module: " + KinesisTraceInterceptor.class.getModule().getName());
        try (KinesisClient kinesis = LocalKinesis.configure(KinesisClient.builder(), URI.create(args[0]))
                        .overrideConfiguration(
                                overrides -> overrides.addExecutionInterceptor(KinesisTraceInterceptor.create()))
                        .build();
                Scope scope = TracedPutApplication.makeSpanCurrent()) {
            kinesis.putRecord(request -> request.streamName(args[1])
                    .partitionKey(PutApplication.KEY)
                    .data(SdkBytes.fromUtf8String(PutApplication.PAYLOAD)));
        }
    }
}
