package io.kinesistrace.playground;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs the three situations on a local Kinesis, one after the other, and shows what became of traces, shards and order. */
public final class Demo {
    private static final int SHARDS = 2;
    private static final int GROUPS = 12;
    private static final int EVENTS_PER_GROUP = 20;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Path directory;
    private final int groups;
    private final int eventsPerGroup;
    private final PrintStream out;

    /** @param directory for the report, the spans and the logs */
    Demo(Path directory, int groups, int eventsPerGroup, PrintStream out) {
        this.directory = directory;
        this.groups = groups;
        this.eventsPerGroup = eventsPerGroup;
        this.out = out;
    }

    public static void main(String[] args) throws Exception {
        Path directory = Path.of("target", "playground");
        try {
            new Demo(directory, GROUPS, EVENTS_PER_GROUP, System.out).run();
        } catch (IllegalStateException e) {
            System.err.println("The demo could not go on. " + e.getMessage());
            System.exit(1);
        }
    }

    Report run() throws Exception {
        out.println();
        out.println("Starting a local Kinesis ...");
        List<Report.Line> lines = new ArrayList<>();
        try (LocalKinesis kinesis =
                LocalKinesis.start(Path.of("target", "kinesis-local"), directory.resolve("kinesis-local.log"))) {
            for (Situation situation : Situation.values()) {
                lines.add(run(situation, kinesis));
            }
        }
        Report report = new Report(lines);
        Path file = directory.resolve("report.json");
        report.write(file);
        print(report, file);
        return report;
    }

    private Report.Line run(Situation situation, LocalKinesis kinesis) throws Exception {
        String stream = situation.text();
        kinesis.createStream(stream, SHARDS);
        Path produced = directory.resolve(stream + "-producer-spans.json");
        Path consumed = directory.resolve(stream + "-consumer-spans.json");
        int events = groups * eventsPerGroup;
        List<EventConsumer.Handled> handled;
        try (OpenTelemetrySdk openTelemetry = SpanFile.openTelemetry(consumed);
                EventConsumer consumer = new EventConsumer(kinesis.client(), stream, events, openTelemetry);
                Progress progress = new Progress(out, stream, consumer, events)) {
            consumer.start();
            produce(situation, kinesis, produced);
            if (!consumer.await(LIMIT)) {
                throw new IllegalStateException(
                        stream + ": " + consumer.stillMissing() + " of " + events + " events were not read back");
            }
            handled = consumer.handled();
        }
        return Report.Line.of(stream, handled, SpanFile.read(produced), SpanFile.read(consumed));
    }

    private void produce(Situation situation, LocalKinesis kinesis, Path spans) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(situation.jvmOptionsOfProducer());
        command.addAll(List.of("-classpath", situation.classPathOfProducer(), EventProducer.class.getName()));
        command.addAll(List.of(
                kinesis.endpoint().toString(),
                situation.text(),
                Integer.toString(groups),
                Integer.toString(eventsPerGroup),
                spans.toString()));
        Path log = directory.resolve(situation.text() + "-producer.log");
        int exitCode = ChildProcess.start(new ProcessBuilder(command), log).waitFor(LIMIT);
        if (exitCode != 0) {
            throw new IllegalStateException("The event producer failed; its output is in " + log.toAbsolutePath());
        }
    }

    private void print(Report report, Path file) {
        out.println();
        out.print(report.table());
        out.println();
        out.println("linked        the consumer's span of the event is in the trace of the producer's");
        out.println("on one shard  all events of the group were read from one of the " + SHARDS + " shards");
        out.println("in order      the consumer came to the events of the group in the order of their puts");
        out.println();
        out.println("The same figures as JSON: " + file.toAbsolutePath());
        out.println();
    }
}
