package io.kinesistrace.playground;

import io.kinesistrace.playground.event.Event;
import io.kinesistrace.playground.event.EventAttributes;
import io.kinesistrace.playground.event.EventProducer;
import io.kinesistrace.playground.kinesis.LocalKinesis;
import io.kinesistrace.playground.lambda.Delivery;
import io.kinesistrace.playground.lambda.EventSourceMapping;
import io.kinesistrace.playground.lambda.LambdaFunction;
import io.kinesistrace.playground.process.ChildProcess;
import io.kinesistrace.playground.process.JavaProgram;
import io.kinesistrace.playground.zipkin.ZipkinServer;
import io.kinesistrace.playground.zipkin.ZipkinSpan;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Runs one situation: its own stream, the event producer in a separate process, the event consumer behind an event source mapping. */
final class SituationRun {
    private static final int PARALLELIZATION_FACTOR = 1;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Situation situation;
    private final LocalKinesis kinesis;
    private final ZipkinServer zipkin;
    private final LambdaFunction consumer;
    private final Path directory;
    private final Queue<Delivery> deliveries = new ConcurrentLinkedQueue<>();
    private final int groups;
    private final int eventsPerGroup;
    private final CountDownLatch missing;

    SituationRun(
            Situation situation,
            LocalKinesis kinesis,
            ZipkinServer zipkin,
            LambdaFunction consumer,
            Path directory,
            int groups,
            int eventsPerGroup) {
        this.situation = situation;
        this.kinesis = kinesis;
        this.zipkin = zipkin;
        this.consumer = consumer;
        this.directory = directory;
        this.groups = groups;
        this.eventsPerGroup = eventsPerGroup;
        this.missing = new CountDownLatch(events());
    }

    /** @param label the situation's label in the progress line */
    Observed run(ProducerTracing tracing, int shards, String label, PrintStream out) throws InterruptedException {
        String stream = situation.text();
        deleteLog();
        try (Progress progress = new Progress(out, () -> progress(label));
                EventSourceMapping mapping = new EventSourceMapping(
                        kinesis.client(),
                        stream,
                        consumer,
                        situation.batchSize(),
                        PARALLELIZATION_FACTOR,
                        this::delivered)) {
            kinesis.createStream(stream, shards);
            if (situation.batchSize() == 1) {
                mapping.start();
                produce(tracing);
            } else {
                // Batches need a backlog: a poller that keeps up finds one event at a time.
                produce(tracing);
                mapping.start();
            }
            if (!mapping.await(missing, LIMIT)) {
                throw new IllegalStateException(stream + ": " + missing.getCount() + " of " + events()
                        + " events were not handled; the consumer's output is in " + directory.toAbsolutePath());
            }
            return observed();
        }
    }

    private String progress(String label) {
        return "%s  sent %3d, handled %3d, of %d events".formatted(label, sentEvents(), handledEvents(), events());
    }

    private Path log() {
        return directory.resolve(situation.text() + "-producer.log");
    }

    /** An earlier run must not be counted. */
    private void deleteLog() {
        try {
            Files.deleteIfExists(log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long sentEvents() {
        if (!Files.exists(log())) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(log())) {
            return lines.filter(line -> line.startsWith(EventProducer.SENT)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int events() {
        return groups * eventsPerGroup;
    }

    private int handledEvents() {
        return events() - (int) missing.getCount();
    }

    private void delivered(Delivery delivery) {
        deliveries.add(delivery);
        delivery.handledRecords().forEach(record -> missing.countDown());
    }

    private void produce(ProducerTracing tracing) {
        Map<String, String> environment = new HashMap<>(zipkin.reporting(Traces.PRODUCER));
        // The process ends right after its last put and then flushes its spans.
        environment.put("OTEL_BSP_SCHEDULE_DELAY", "200");
        List<String> options = new ArrayList<>(situation.tracing(tracing).jvmOptions());
        options.addAll(situation.jvmOptionsOfProducer());
        ChildProcess producer = JavaProgram.ofClass(EventProducer.class.getName(), situation.classPath())
                .options(options)
                .environment(environment)
                .arguments(
                        kinesis.endpoint().toString(),
                        situation.text(),
                        Integer.toString(groups),
                        Integer.toString(eventsPerGroup))
                .start(log());
        if (producer.waitFor(LIMIT) != 0) {
            throw new IllegalStateException("The event producer failed; its output is in " + log().toAbsolutePath());
        }
    }

    private List<Observed.Handled> handled() {
        return deliveries.stream()
                .sorted(Comparator.comparingLong(Delivery::startNanos))
                .flatMap(delivery -> delivery.handledRecords().stream()
                        .map(record -> new Observed.Handled(Event.of(record.data()), delivery.shard())))
                .toList();
    }

    /** Exporters send spans in batches: all have arrived once every event has a span of each application. */
    private Observed observed() {
        Instant deadline = Instant.now().plus(LIMIT);
        while (true) {
            List<List<ZipkinSpan>> found = zipkin.query().traces(EventAttributes.STREAM.getKey(), situation.text());
            SpanLinks links = SpanLinks.read(consumer.logs());
            Traces traces = new Traces(found, links);
            if (eventsWithSpanOf(traces, Traces.PRODUCER) >= events()
                    && eventsWithSpanOf(traces, Traces.CONSUMER) >= events()
                    && traces.spansOf(Traces.CONSUMER).stream().allMatch(span -> links.knows(span.id()))) {
                return new Observed(situation, handled(), found, links);
            }
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException(situation.text() + ": Zipkin has received only some of the spans: "
                        + traces.spansOf(Traces.PRODUCER).size() + " of the producer, "
                        + traces.spansOf(Traces.CONSUMER).size() + " of the consumer");
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private static long eventsWithSpanOf(Traces traces, String service) {
        return traces.spansOf(service).stream()
                .flatMap(span -> Traces.eventsOf(span).stream())
                .distinct()
                .count();
    }
}
