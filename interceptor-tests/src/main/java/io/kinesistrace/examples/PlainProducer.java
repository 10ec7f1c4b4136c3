package io.kinesistrace.examples;

import java.util.List;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * A producer without any code for tracing. With the interceptor on its class path and the OpenTelemetry Java agent attached, each record
 * carries the span of the call that put it:
 *
 * <pre>java -javaagent:opentelemetry-javaagent.jar -classpath ... io.kinesistrace.examples.PlainProducer orders order-17 order-18</pre>
 */
public final class PlainProducer {
    private PlainProducer() {}

    /** Arguments: the stream, and the orders. Each order is its own group. */
    public static void main(String[] args) {
        String stream = args[0];
        List<String> orders = List.of(args).subList(1, args.length);
        try (KinesisClient kinesis = KinesisClient.create()) {
            for (String order : orders) {
                kinesis.putRecord(
                        put -> put.streamName(stream).partitionKey(order).data(SdkBytes.fromUtf8String(order)));
            }
        }
    }
}
