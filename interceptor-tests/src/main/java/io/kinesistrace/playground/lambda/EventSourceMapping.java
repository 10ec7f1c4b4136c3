package io.kinesistrace.playground.lambda;

import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/**
 * Polls the shards of a stream from their beginning and invokes a function with batches of records: one batch at a time per shard, or several
 * with a parallelization factor, which still delivers records of one partition key in sequence. A failed batch is retried until it succeeds
 * and blocks the records after it. If a response reports a failed item, the records before that item are completed
 * ({@code ReportBatchItemFailures}).
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-create.html">Event source mappings on Kinesis</a>
 */
public final class EventSourceMapping implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final KinesisClient kinesis;
    private final String stream;
    private final Invoker function;
    private final int batchSize;
    private final int parallelizationFactor;
    private final Consumer<Delivery> listener;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CompletableFuture<RuntimeException> fault = new CompletableFuture<>();

    /**
     * @param batchSize maximum number of records per event
     * @param parallelizationFactor maximum number of concurrent batches per shard
     * @param listener called for every invocation, by several threads
     */
    public EventSourceMapping(
            KinesisClient kinesis,
            String stream,
            Invoker function,
            int batchSize,
            int parallelizationFactor,
            Consumer<Delivery> listener) {
        this.kinesis = kinesis;
        this.stream = stream;
        this.function = function;
        this.batchSize = batchSize;
        this.parallelizationFactor = parallelizationFactor;
        this.listener = listener;
    }

    public void start() {
        for (Shard shard :
                kinesis.listShards(request -> request.streamName(stream)).shards()) {
            List<BlockingQueue<List<Record>>> lanes = new ArrayList<>();
            for (int i = 0; i < parallelizationFactor; i++) {
                BlockingQueue<List<Record>> lane = new LinkedBlockingQueue<>();
                lanes.add(lane);
                run(() -> deliver(shard.shardId(), lane));
            }
            run(() -> poll(shard.shardId(), lanes));
        }
    }

    /**
     * Waits until a latch is open, or throws what stopped this mapping.
     *
     * @return whether it is open
     */
    public boolean await(CountDownLatch latch, Duration limit) throws InterruptedException {
        fault.thenRun(() -> {
            while (latch.getCount() > 0) {
                latch.countDown();
            }
        });
        boolean open = latch.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        RuntimeException problem = fault.getNow(null);
        if (problem != null) {
            throw problem;
        }
        return open;
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private void run(Work work) {
        threads.execute(() -> {
            try {
                work.run();
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                if (!threads.isShutdown()) {
                    fault.complete(e);
                }
            }
        });
    }

    private void poll(String shard, List<BlockingQueue<List<Record>>> lanes) {
        String iterator = kinesis.getShardIterator(request ->
                        request.streamName(stream).shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        while (iterator != null && !threads.isShutdown()) {
            String from = iterator;
            GetRecordsResponse response = kinesis.getRecords(request -> request.shardIterator(from));
            Map<BlockingQueue<List<Record>>, List<Record>> read = new IdentityHashMap<>();
            for (Record record : response.records()) {
                read.computeIfAbsent(laneOf(record, lanes), lane -> new ArrayList<>())
                        .add(record);
            }
            read.forEach(BlockingQueue::add);
            iterator = response.nextShardIterator();
            if (response.records().isEmpty()) {
                LockSupport.parkNanos(POLL.toNanos());
            }
        }
    }

    /** Order is kept per partition key, whatever the explicit hash key was. */
    private static BlockingQueue<List<Record>> laneOf(Record record, List<BlockingQueue<List<Record>>> lanes) {
        return lanes.get(Math.floorMod(record.partitionKey().hashCode(), lanes.size()));
    }

    private void deliver(String shard, BlockingQueue<List<Record>> lane) throws InterruptedException {
        while (!threads.isShutdown()) {
            List<Record> toDo = lane.take();
            while (!toDo.isEmpty() && !threads.isShutdown()) {
                List<Record> batch = toDo.subList(0, Math.min(batchSize, toDo.size()));
                toDo = toDo.subList(handled(shard, batch), toDo.size());
            }
        }
    }

    /** Invokes the function once; returns how many records of the batch, from its start, are completed. */
    private int handled(String shard, List<Record> batch) {
        byte[] event = KinesisEventJson.of(stream, shard, batch);
        long start = System.nanoTime();
        LambdaResponse response = function.invoke(event);
        int handled = response.failed() ? 0 : handledBefore(response.firstFailedItem(), batch);
        listener.accept(new Delivery(shard, List.copyOf(batch), handled, response, start, System.nanoTime()));
        return handled;
    }

    private static int handledBefore(Optional<String> failedSequenceNumber, List<Record> batch) {
        if (failedSequenceNumber.isEmpty()) {
            return batch.size();
        }
        for (int i = 0; i < batch.size(); i++) {
            if (batch.get(i).sequenceNumber().equals(failedSequenceNumber.get())) {
                return i;
            }
        }
        // Like Lambda with an unknown identifier: the whole batch has failed.
        return 0;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            threads.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
