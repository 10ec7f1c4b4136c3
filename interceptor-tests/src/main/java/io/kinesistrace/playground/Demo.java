package io.kinesistrace.playground;

import io.kinesistrace.playground.event.Event;
import io.kinesistrace.playground.event.EventConsumer;
import io.kinesistrace.playground.event.PlainEventConsumer;
import io.kinesistrace.playground.kinesis.LocalKinesis;
import io.kinesistrace.playground.lambda.LambdaFunction;
import io.kinesistrace.playground.otlp.OtlpOutput;
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
 * Runs the situations one after the other and shows what happened to traces, shards and order.
 *
 * <p>System properties: {@code playground.agent}, a version of the OpenTelemetry Java agent or {@code none}; {@code playground.keep}, to
 * leave Zipkin open until the Enter key is pressed.
 */
public final class Demo {
    private static final String REPORT = "report.json";
    private static final int SHARDS = 2;
    static final int GROUPS = 8;
    static final int EVENTS_PER_GROUP = 15;
    /** The event whose trace is shown: not the first one, which waits for connections and class loading. */
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
            // The build treats a missing report as a failed demo.
            Files.deleteIfExists(directory.resolve(REPORT));
            ProducerTracing tracing = ProducerTracing.of(System.getProperty("playground.agent", ""));
            run(new Demo(directory, tracing, System.out), directory, Boolean.getBoolean("playground.keep"));
        } catch (IllegalStateException e) {
            System.err.println("The demo stopped. " + e.getMessage());
            System.exit(1);
        }
    }

    private static void run(Demo demo, Path directory, boolean keepsZipkin) throws IOException, InterruptedException {
        demo.introduce();
        try (ZipkinServer zipkin = ZipkinServer.start(directory.resolve("zipkin.log"));
                LocalKinesis kinesis = demo.startKinesis()) {
            demo.await(zipkin);
            List<Observed> observed = demo.run(kinesis, zipkin);
            if (keepsZipkin) {
                demo.keepOpen(zipkin, observed);
            }
        }
    }

    private void introduce() {
        out.println();
        out.printf(
                "An event producer sends %d events, in %d groups, to a Kinesis stream with %d shards. An event consumer, a Lambda%n"
                        + "function, handles them. The partition key of an event is its group. Both applications report their spans to%n"
                        + "Zipkin. This happens in %d situations, about 10 seconds each.%n",
                GROUPS * EVENTS_PER_GROUP, GROUPS, SHARDS, Situation.values().length);
        out.println();
        out.println("producer traced by: " + tracing);
        out.println("consumer runs in:   AWS Lambda Java runtime");
        out.println();
    }

    private LocalKinesis startKinesis() {
        try (Progress progress = new Progress(out, () -> "Starting a local Kinesis")) {
            return LocalKinesis.start(Path.of("target", "kinesis-local"), directory.resolve("kinesis-local.log"));
        }
    }

    private void await(ZipkinServer zipkin) {
        try (Progress progress = new Progress(out, () -> "Starting Zipkin         ")) {
            zipkin.awaitReady();
        }
    }

    List<Observed> run(LocalKinesis kinesis, ZipkinServer zipkin) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        List<Observed> observed = runAll(kinesis, zipkin);
        show(observed);
        return observed;
    }

    private List<Observed> runAll(LocalKinesis kinesis, ZipkinServer zipkin) throws InterruptedException {
        List<Observed> observed = new ArrayList<>();
        try (LambdaFunction consumer = new LambdaFunction(EventConsumer.class, reporting(zipkin), directory);
                LambdaFunction plainConsumer = plainConsumer(zipkin)) {
            for (Situation situation : Situation.values()) {
                LambdaFunction function = situation.isByExtension() ? plainConsumer : consumer;
                SituationRun run =
                        new SituationRun(situation, kinesis, zipkin, function, directory, GROUPS, EVENTS_PER_GROUP);
                String label = "%d of %d  %-24s"
                        .formatted(situation.ordinal() + 1, Situation.values().length, situation.text());
                observed.add(run.run(tracing, SHARDS, label, out));
            }
        }
        return observed;
    }

    /** A function has no command line; Lambda reads JVM options from an environment variable. */
    private LambdaFunction plainConsumer(ZipkinServer zipkin) {
        Situation situation = Situation.AGENT_EXTENSION;
        List<String> options = new ArrayList<>(situation.tracing(tracing).jvmOptions());
        options.addAll(situation.jvmOptionsOfProducer());
        Map<String, String> environment = new HashMap<>(reporting(zipkin));
        environment.put("JAVA_TOOL_OPTIONS", String.join(" ", options));
        return new LambdaFunction(
                PlainEventConsumer.class.getName(),
                situation.classPath(),
                environment,
                directory.resolve(situation.text()));
    }

    private static Map<String, String> reporting(ZipkinServer zipkin) {
        Map<String, String> environment = new HashMap<>(zipkin.reporting(Traces.CONSUMER));
        environment.computeIfPresent("OTEL_TRACES_EXPORTER", (name, zipkins) -> zipkins + ',' + OtlpOutput.EXPORTER);
        return environment;
    }

    private void show(List<Observed> observed) throws IOException {
        Report report = Report.of(observed);
        Path json = directory.resolve(REPORT);
        Path page = directory.resolve("report.html");
        report.write(json);
        Files.writeString(page, new ReportPage(report, observed, SHOWN, tracing.toString()).html());
        out.println();
        out.println("Counted from the records that were read back and from the spans in Zipkin:");
        out.println();
        out.println(report.table());
        out.println(Report.legend());
        out.println("What to conclude:");
        out.println();
        out.println(report.conclusions());
        out.println("The default is what an application gets that adds the interceptor and sets nothing.");
        out.println();
        out.println("The same with traces and records, to open in a browser:  " + page.toUri());
        out.println("The same as JSON:  " + json.toAbsolutePath());
        out.println();
    }

    private void keepOpen(ZipkinServer zipkin, List<Observed> observed) throws IOException {
        out.println("The traces of event " + SHOWN.id() + " in Zipkin:");
        for (Observed each : observed) {
            for (List<ZipkinSpan> trace : new Traces(each.traces(), each.links()).ofEvent(SHOWN.id())) {
                out.printf(
                        "%-24s  %s%n", each.name(), zipkin.pageOf(trace.get(0).traceId()));
            }
        }
        out.println();
        out.println("Press Enter to stop Zipkin.");
        System.in.read();
    }
}
