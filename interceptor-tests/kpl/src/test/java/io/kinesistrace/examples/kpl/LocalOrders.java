package io.kinesistrace.examples.kpl;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.kinesis.producer.KinesisProducer;
import software.amazon.kinesis.producer.KinesisProducerConfiguration;
import software.amazon.kinesis.producer.UserRecordResult;

/**
 * Puts many orders to a local Kinesis at once, each in its own trace; the data of an order is its number. Arguments: the TLS port, the stream,
 * whether to aggregate, and which configuration to use.
 */
public final class LocalOrders {
    static final int ORDERS = 200;
    static final String OF_THE_EXAMPLE = "example";
    static final String OF_THE_LIBRARY = "library";
    static final String UNTRACED = "untraced";

    private LocalOrders() {}

    public static void main(String[] args) throws Exception {
        KinesisProducerConfiguration configuration =
                args[3].equals(OF_THE_EXAMPLE) ? OrderProducer.configuration() : new KinesisProducerConfiguration();
        KinesisProducer producer = new KinesisProducer(configure(configuration, Integer.parseInt(args[0]))
                .setAggregationEnabled(Boolean.parseBoolean(args[2])));
        try {
            put(new OrderProducer(producer, args[1]), !args[3].equals(UNTRACED));
        } finally {
            producer.destroy();
        }
    }

    static String order(int number) {
        return "order-" + number;
    }

    static SpanContext span(int number) {
        return SpanContext.create(
                String.format("%032x", number + 1),
                String.format("%016x", number + 1),
                TraceFlags.getSampled(),
                TraceState.getDefault());
    }

    /** Puts two halves: the library aggregates only once it knows the shards, which it looks up with the first records. */
    private static void put(OrderProducer orders, boolean traced) throws Exception {
        put(orders, traced, 0, ORDERS / 2);
        put(orders, traced, ORDERS / 2, ORDERS);
    }

    private static void put(OrderProducer orders, boolean traced, int from, int to) throws Exception {
        List<ListenableFuture<UserRecordResult>> results = new ArrayList<>();
        for (int i = from; i < to; i++) {
            Span span = traced ? Span.wrap(span(i)) : Span.getInvalid();
            try (Scope scope = span.makeCurrent()) {
                ByteBuffer data = ByteBuffer.wrap(Integer.toString(i).getBytes(StandardCharsets.US_ASCII));
                results.add(orders.put(order(i), data));
            }
        }
        Futures.allAsList(results).get();
    }

    private static KinesisProducerConfiguration configure(KinesisProducerConfiguration configuration, int port)
            throws Exception {
        Path natives = Files.createDirectories(Path.of("target", "kpl"));
        return configuration
                .setKinesisEndpoint("localhost")
                .setKinesisPort(port)
                .setVerifyCertificate(false)
                .setRegion("us-east-1")
                .setMetricsLevel("none")
                .setTempDirectory(natives.toAbsolutePath().toString())
                .setCredentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("playground", "none")));
    }
}
