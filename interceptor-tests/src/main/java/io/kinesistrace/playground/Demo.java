package io.kinesistrace.playground;

import io.kinesistrace.playground.event.Event;
import io.kinesistrace.playground.event.EventConsumer;
import io.kinesistrace.playground.kinesis.LocalKinesis;
import io.kinesistrace.playground.lambda.LambdaFunction;
import io.kinesistrace.playground.zipkin.ZipkinServer;
import io.kinesistrace.playground.zipkin.ZipkinSpan;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the situations, one after the other, and shows what became of traces, shards and order.
 *
 * <p>System properties: {@code playground.agent}, a version of the OpenTelemetry Java agent or {@code none}; {@code playground.keep}, to
 * leave Zipkin open until the Enter key is pressed.
 */
public final class Demo {
    private static final int SHARDS = 2;
    static final int GROUPS = 8;
    static final int EVENTS_PER_GROUP = 15;
    /** The event whose trace is shown: not the first, as that one waits for connections and class loading. */
    private static final Event SHOWN = new Event("group-3", 7);

    private final Path directory;
    private final ProducerTracing tracing;
    private final PrintStream out;

    /** @param directory for the report, the page and the logs */
    Demo(Path directory, ProducerTracing tracing, PrintStream out) {
        this.directory = directory;
        this.tracing = tracing;
        this.out = out;
    }

    public static void main(String[] args) throws Exception {
        try {
            Path directory = Path.of("target", "playground");
            ProducerTracing tracing = ProducerTracing.of(System.getProperty("playground.agent", ""));
            run(new Demo(directory, tracing, System.out), directory, Boolean.getBoolean("playground.keep"));
        } catch (IllegalStateException e) {
            System.err.println("The demo could not go on. " + e.getMessage());
            System.exit(1);
        }
    }

    private static void run(Demo demo, Path directory, boolean keepsZipkin) throws IOException, InterruptedException {
        demo.out.println();
        demo.out.println("Starting a local Kinesis and Zipkin ...");
        try (ZipkinServer zipkin = ZipkinServer.start(directory.resolve("zipkin.log"));
                LocalKinesis kinesis = LocalKinesis.start(
                        Path.of("target", "kinesis-local"), directory.resolve("kinesis-local.log"))) {
            List<Observed> observed = demo.run(kinesis, zipkin.awaitReady());
            if (keepsZipkin) {
                demo.keepOpen(zipkin, observed);
            }
        }
    }

    List<Observed> run(LocalKinesis kinesis, ZipkinServer zipkin) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        List<Observed> observed = runAll(kinesis, zipkin);
        show(observed);
        return observed;
    }

    private List<Observed> runAll(LocalKinesis kinesis, ZipkinServer zipkin) throws InterruptedException {
        out.println("event-producer: " + tracing + ". event-consumer: AWS Lambda Java runtime.");
        List<Observed> observed = new ArrayList<>();
        try (LambdaFunction consumer = new LambdaFunction(EventConsumer.class, reporting(zipkin), directory)) {
            for (Situation situation : Situation.values()) {
                SituationRun run =
                        new SituationRun(situation, kinesis, zipkin, consumer, directory, GROUPS, EVENTS_PER_GROUP);
                observed.add(run.run(tracing, SHARDS, out));
            }
        }
        return observed;
    }

    private static Map<String, String> reporting(ZipkinServer zipkin) {
        Map<String, String> environment = new HashMap<>(zipkin.reporting(Traces.CONSUMER));
        environment.computeIfPresent("OTEL_TRACES_EXPORTER", (name, zipkins) -> zipkins + ',' + SpanLinks.EXPORTER);
        return environment;
    }

    private void show(List<Observed> observed) throws IOException {
        Report report = Report.of(observed);
        Path json = directory.resolve("report.json");
        Path page = directory.resolve("report.html");
        report.write(json);
        Files.writeString(page, new ReportPage(report, observed, SHOWN, tracing.toString()).html());
        out.println();
        out.print(report.table());
        out.println();
        out.println("linked     the consumer's span of the event is in the trace of the producer's, or links to it");
        out.println("one shard  all events of the group were read from one of the " + SHARDS + " shards");
        out.println("order      the consumer came to the events of the group in the order of their puts");
        out.println("whole      traces that hold both applications");
        out.println();
        out.println("To look at:  " + page.toAbsolutePath());
        out.println("As JSON:     " + json.toAbsolutePath());
        out.println();
    }

    private void keepOpen(ZipkinServer zipkin, List<Observed> observed) throws IOException {
        out.println("The traces of event " + SHOWN.id() + " in Zipkin:");
        for (Observed each : observed) {
            for (List<ZipkinSpan> trace : new Traces(each.traces(), each.links()).ofEvent(SHOWN.id())) {
                out.printf("%-24s %s%n", each.name(), zipkin.pageOf(trace.get(0).traceId()));
            }
        }
        out.println();
        out.println("Press Enter to stop Zipkin.");
        System.in.read();
    }
}
