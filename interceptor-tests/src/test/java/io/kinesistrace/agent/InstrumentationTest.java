package io.kinesistrace.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesistrace.classpath.Application;
import io.kinesistrace.playground.kinesis.LocalKinesis;
import io.kinesistrace.playground.process.Downloads;
import io.kinesistrace.playground.zipkin.ZipkinServer;
import io.kinesistrace.servers.SharedServers;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** The record carries the span of the Kinesis call, whichever instrumentation creates it, or else the caller's span. */
@Tag("processes")
@ExtendWith(SharedServers.class)
class InstrumentationTest {
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

    /** A version of the agent, and the newest Java version that it supports: on newer ones it instruments nothing. */
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

    /** A known limit: interceptors on the builder run after those on the class path, so the call's span does not exist yet when ours runs. */
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
                .map(mode -> DynamicTest.dynamicTest(mode.name(), () -> putting.assertCarriesTheCall(mode, caller)));
    }

    private Putting put(Consumer<Application> instrument, String... arguments) {
        Application application = Application.of(PuttingApplication.class);
        instrument.accept(application);
        return run(application, arguments);
    }

    private Putting run(Application application, String... arguments) {
        return Putting.of(kinesis, zipkin, application, arguments);
    }
}
