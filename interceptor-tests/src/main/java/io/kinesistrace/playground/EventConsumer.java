package io.kinesistrace.playground;

import io.kinesistrace.PartitionKeyPropagator;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** Reads all shards of a stream at once, a thread each, and handles every record in a span that continues the producer's trace. */
public final class EventConsumer implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    /** An event in the order in which this consumer came to it. */
    record Handled(Event event, String shard) {}

    private final KinesisClient kinesis;
    private final String stream;
    private final Tracer tracer;
    private final PartitionKeyPropagator propagator = PartitionKeyPropagator.create();
    private final CountDownLatch missing;
    private final List<Handled> handled = new ArrayList<>();
    private final ExecutorService shardReaders = Executors.newCachedThreadPool();
    private final List<Future<?>> reading = new ArrayList<>();

    /** @param expected how many events to wait for */
    EventConsumer(KinesisClient kinesis, String stream, int expected, OpenTelemetry openTelemetry) {
        this.kinesis = kinesis;
        this.stream = stream;
        this.tracer = openTelemetry.getTracer("event-consumer");
        this.missing = new CountDownLatch(expected);
    }

    void start() {
        List<Shard> shards =
                kinesis.listShards(request -> request.streamName(stream)).shards();
        for (Shard shard : shards) {
            reading.add(shardReaders.submit(() -> readShard(shard.shardId())));
        }
    }

    long stillMissing() {
        return missing.getCount();
    }

    /** Whether all expected events have been handled within that time; what stopped a reader is thrown here. */
    boolean await(Duration limit) throws Exception {
        boolean complete = missing.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        for (Future<?> reader : reading) {
            if (reader.isDone()) {
                reader.get();
            }
        }
        return complete;
    }

    List<Handled> handled() {
        synchronized (handled) {
            return List.copyOf(handled);
        }
    }

    private void readShard(String shard) {
        String iterator = kinesis.getShardIterator(request ->
                        request.streamName(stream).shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        while (iterator != null
                && missing.getCount() > 0
                && !Thread.currentThread().isInterrupted()) {
            String from = iterator;
            GetRecordsResponse response = kinesis.getRecords(request -> request.shardIterator(from));
            for (Record record : response.records()) {
                consume(record, shard);
            }
            iterator = response.nextShardIterator();
            if (response.records().isEmpty()) {
                LockSupport.parkNanos(POLL.toNanos());
            }
        }
    }

    private void consume(Record record, String shard) {
        Event event = Event.of(record.data());
        Context producer = propagator.extract(Context.root(), record.partitionKey());
        Span span = tracer.spanBuilder("process " + stream)
                .setSpanKind(SpanKind.CONSUMER)
                .setParent(producer)
                .setAttribute(SpanFile.EVENT_ID, event.id())
                .startSpan();
        synchronized (handled) {
            handled.add(new Handled(event, shard));
        }
        span.end();
        missing.countDown();
    }

    @Override
    public void close() {
        shardReaders.shutdownNow();
        try {
            shardReaders.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
