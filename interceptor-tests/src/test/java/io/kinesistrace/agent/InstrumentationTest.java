package io.kinesistrace.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kinesistrace.PartitionKeyPropagator;
import io.kinesistrace.classpath.Application;
import io.kinesistrace.kinesis.StreamReader;
import io.kinesistrace.playground.kinesis.LocalKinesis;
import io.kinesistrace.playground.process.Downloads;
import io.kinesistrace.playground.zipkin.ZipkinServer;
import io.kinesistrace.playground.zipkin.ZipkinSpan;
import io.kinesistrace.servers.SharedServers;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.kinesis.model.Record;

/** Whatever instruments the Kinesis call, the record carries the span of that very call; where nothing does, the caller's. */
@Tag("processes")
@ExtendWith(SharedServers.class)
class InstrumentationTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Map<String, String> AT_ONCE = Map.of("OTEL_BSP_SCHEDULE_DELAY", "100");
    private static final int ANY = Integer.MAX_VALUE;
    private static final String SDK = "-Dotel.java.global-autoconfigure.enabled=true";

    private final LocalKinesis kinesis;
    private final ZipkinServer zipkin;

    InstrumentationTest(LocalKinesis kinesis, ZipkinServer zipkin) {
        this.kinesis = kinesis;
        this.zipkin = zipkin;
    }

    @TestFactory
    Stream<DynamicContainer> agents_everyVersion_everyWayToPut_carryTheSpanOfTheCall() {
        return Stream.of(new Agent("1.30.0", 21), new Agent("2.10.0", 23), new Agent("2.33.1", ANY))
                .map(agent -> DynamicContainer.dynamicContainer("agent " + agent.version(), tests(agent)));
    }

    /** The application has no class of OpenTelemetry: the span is read through the agent's own copy of the API. */
    @TestFactory
    Stream<DynamicContainer> agents_applicationWithoutApi_carryTheSpanOfTheCall() {
        return Stream.of(new Agent("1.30.0", 21), new Agent("2.10.0", 23), new Agent("2.33.1", ANY))
                .map(agent -> DynamicContainer.dynamicContainer("agent " + agent.version(), testsWithoutApi(agent)));
    }

    private Stream<DynamicTest> testsWithoutApi(Agent agent) {
        Putting putting = run(Application.of(PlainPuttingApplication.class)
                .without("opentelemetry-")
                .jvmOption("-javaagent:" + Downloads.javaAgent(agent.version()).toAbsolutePath())
                .jvmOption("-Dotel.instrumentation.methods.include=" + PlainPuttingApplication.class.getName()
                        + "[inSpan]"));
        if (Runtime.version().feature() > agent.newestJava()) {
            return Stream.of(PutMode.values())
                    .map(mode -> DynamicTest.dynamicTest(
                            mode.name(), () -> assertThat(putting.keyOf(mode)).isEqualTo("group")));
        }
        return carryTheSpanOfTheCall(putting, mode -> "PlainPuttingApplication.inSpan".toLowerCase(Locale.ROOT));
    }

    /** A version of the agent, and the newest Java that it knows: on a newer one it instruments nothing. */
    private record Agent(String version, int newestJava) {}

    private Stream<DynamicTest> tests(Agent agent) {
        Consumer<Application> attach = application -> application.jvmOption(
                "-javaagent:" + Downloads.javaAgent(agent.version()).toAbsolutePath());
        return Runtime.version().feature() <= agent.newestJava()
                ? carryTheSpanOfTheCall(attach)
                : goOutAsAskedOrCarrySomething(put(attach));
    }

    private static Stream<DynamicTest> goOutAsAskedOrCarrySomething(Putting putting) {
        return Stream.of(PutMode.values())
                .map(mode -> DynamicTest.dynamicTest(mode.name(), () -> assertThat(putting.keyOf(mode))
                        .matches("group|00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")));
    }

    @TestFactory
    Stream<DynamicTest> library_onTheBuilderBeforeOurs_everyWayToPut_carriesTheSpanOfTheCall() {
        return carryTheSpanOfTheCall(
                application -> application.jvmOption(SDK), PuttingApplication.LIBRARY, PuttingApplication.OURS);
    }

    /** A known limit: what is on the builder comes after the class path, so there is no span of the call yet when it is our turn. */
    @TestFactory
    Stream<DynamicTest> library_onTheBuilderOursOnTheClassPathAlone_carriesTheSpanOfTheCallerIfThereIsOne() {
        return carryTheSpanOfTheCaller(put(application -> application.jvmOption(SDK), PuttingApplication.LIBRARY));
    }

    @TestFactory
    Stream<DynamicTest> library_autoconfigured_everyWayToPut_carriesTheSpanOfTheCall() {
        return carryTheSpanOfTheCall(application ->
                application.jvmOption(SDK).with(Downloads.file("opentelemetry-aws-sdk-autoconfigure.jar")));
    }

    @TestFactory
    Stream<DynamicTest> noInstrumentation_everyWayToPut_carriesTheSpanOfTheCallerIfThereIsOne() {
        return carryTheSpanOfTheCaller(put(application -> application.jvmOption(SDK)));
    }

    private static Stream<DynamicTest> carryTheSpanOfTheCaller(Putting putting) {
        return Stream.of(PutMode.values())
                .map(mode -> DynamicTest.dynamicTest(mode.name(), () -> {
                    if (mode.isInSpan()) {
                        assertThat(putting.spanOf(mode).name()).isEqualTo(PuttingApplication.nameOfSpan(mode));
                    } else {
                        assertThat(putting.keyOf(mode)).isEqualTo("group");
                    }
                }));
    }

    private Stream<DynamicTest> carryTheSpanOfTheCall(Consumer<Application> instrument, String... arguments) {
        return carryTheSpanOfTheCall(put(instrument, arguments), PuttingApplication::nameOfSpan);
    }

    private static Stream<DynamicTest> carryTheSpanOfTheCall(Putting putting, Function<PutMode, String> caller) {
        return Stream.of(PutMode.values())
                .map(mode -> DynamicTest.dynamicTest(mode.name(), () -> {
                    ZipkinSpan call = putting.spanOf(mode);
                    assertThat(call.name()).isEqualTo(("Kinesis." + mode.operation()).toLowerCase(Locale.ROOT));
                    assertThat(call.kind()).isEqualTo("CLIENT");
                    if (mode.isInSpan()) {
                        assertThat(putting.span(call.traceId(), call.parentId()).name())
                                .isEqualTo(caller.apply(mode));
                    } else {
                        assertThat(call.parentId()).as("a root producer").isNull();
                    }
                }));
    }

    private Putting put(Consumer<Application> instrument, String... arguments) {
        Application application = Application.of(PuttingApplication.class);
        instrument.accept(application);
        return run(application, arguments);
    }

    private Putting run(Application application, String... arguments) {
        String stream = "instrumentation-" + UUID.randomUUID();
        kinesis.createStream(stream, 1);
        String[] all = Stream.concat(Stream.of(kinesis.endpoint().toString(), stream), Stream.of(arguments))
                .toArray(String[]::new);
        Application.Result result = application
                .environment(zipkin.reporting("application"))
                .environment(AT_ONCE)
                .run(all);
        assertThat(result.exitCode()).as(result.output()).isZero();
        return new Putting(new StreamReader(kinesis.client(), stream).readAll());
    }

    /** What one run of the application put, and what it reported. */
    private final class Putting {
        private final Map<PutMode, String> keys = new EnumMap<>(PutMode.class);

        Putting(List<Record> records) {
            records.forEach(record -> keys.put(PutMode.valueOf(record.data().asUtf8String()), record.partitionKey()));
            assertThat(keys).containsOnlyKeys(PutMode.values());
        }

        String keyOf(PutMode mode) {
            return keys.get(mode);
        }

        /** The span that the record carries, as it was reported. */
        ZipkinSpan spanOf(PutMode mode) {
            Context carried = PartitionKeyPropagator.create().extract(Context.root(), keyOf(mode));
            SpanContext context = Span.fromContext(carried).getSpanContext();
            assertThat(context.isValid())
                    .as("the key carries a span: %s", keyOf(mode))
                    .isTrue();
            return span(context.getTraceId(), context.getSpanId());
        }

        ZipkinSpan span(String traceId, String spanId) {
            return await().atMost(LIMIT)
                    .until(
                            () -> zipkin.query().trace(traceId).stream()
                                    .filter(span -> span.id().equals(spanId))
                                    .findFirst(),
                            found -> found.isPresent())
                    .orElseThrow();
        }
    }
}
