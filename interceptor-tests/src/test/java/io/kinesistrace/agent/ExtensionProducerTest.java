package io.kinesistrace.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesistrace.KinesisTraceInterceptor;
import io.kinesistrace.classpath.Application;
import io.kinesistrace.playground.kinesis.LocalKinesis;
import io.kinesistrace.playground.process.JavaProgram;
import io.kinesistrace.playground.zipkin.ZipkinServer;
import io.kinesistrace.servers.SharedServers;
import java.io.File;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** A producer under the Java agent with our extension. */
@Tag("processes")
@ExtendWith(SharedServers.class)
class ExtensionProducerTest {
    private final LocalKinesis kinesis;
    private final ZipkinServer zipkin;

    ExtensionProducerTest(LocalKinesis kinesis, ZipkinServer zipkin) {
        this.kinesis = kinesis;
        this.zipkin = zipkin;
    }

    @TestFactory
    Stream<DynamicContainer> application_withNothingOfOurs_everyWayToPut_carriesTheCall() {
        return Stream.of(Agents.OLDEST, Agents.NEWEST)
                .map(agent -> DynamicContainer.dynamicContainer(
                        "agent " + agent, carryTheCall(putWithNothingOfOurs(agent, application -> {}))));
    }

    @Test
    void module_switchedOff_recordsGoOutAsAsked() {
        Putting putting = putWithNothingOfOurs(
                Agents.NEWEST,
                application -> application.jvmOption("-Dotel.instrumentation.kinesis-trace.enabled=false"));

        putting.assertGoesOutAsAsked();
    }

    @Test
    void setting_excludedStreams_recordsGoOutAsAsked() {
        Putting putting = putWithNothingOfOurs(
                Agents.NEWEST,
                application -> application.environment(Map.of("KINESIS_TRACE_STREAMS_EXCLUDE", "putting-*")));

        putting.assertGoesOutAsAsked();
    }

    @Test
    void setting_misspelt_isAWarningInTheLogOfTheAgent() {
        Putting putting = putWithNothingOfOurs(
                Agents.NEWEST, application -> application.jvmOption("-Dkinesis.trace.routing=orignal-key"));

        putting.assertGoesOutAsAsked();
        assertThat(putting.result().linesWith("WARN"))
                .filteredOn(line -> line.startsWith("[otel.javaagent "))
                .singleElement()
                .asString()
                .contains("kinesis.trace.routing is 'orignal-key'; allowed: original-key, partition-key");
    }

    @TestFactory
    Stream<DynamicTest> counter_everyAgent_goesToItsMeter() {
        return Map.of(Agents.OLDEST, "logging", Agents.NEWEST, "console").entrySet().stream()
                .map(agent -> DynamicTest.dynamicTest(agent.getKey(), () -> {
                    Putting putting = putWithNothingOfOurs(
                            agent.getKey(),
                            application -> application.environment(Map.of("OTEL_METRICS_EXPORTER", agent.getValue())));

                    assertThat(putting.result().linesWith("kinesis.trace.records"))
                            .isNotEmpty()
                            .allMatch(line -> line.contains("injected") && line.contains("name=io.kinesistrace,"));
                }));
    }

    @TestFactory
    Stream<DynamicTest> application_withOurJar_everyWayToPut_carriesTheCall() {
        return carryTheCall(put(Agents.NEWEST, application -> {}, PuttingApplication.OURS));
    }

    @Test
    void application_withOurJar_itsExclusionsWin() {
        put(Agents.NEWEST, application -> {}, PuttingApplication.OURS_EXCLUDING).assertGoesOutAsAsked();
    }

    @TestFactory
    Stream<DynamicTest> application_withOurJarInAChildLoader_everyWayToPut_carriesTheCall() {
        return carryTheCall(putInAChildLoader(PuttingApplication.OURS));
    }

    @Test
    void application_withOurJarInAChildLoader_itsExclusionsWin() {
        putInAChildLoader(PuttingApplication.OURS_EXCLUDING).assertGoesOutAsAsked();
    }

    private Putting putInAChildLoader(String ours) {
        String inChild = JavaProgram.classPathEntryOf(KinesisTraceInterceptor.class)
                + File.pathSeparator
                + JavaProgram.classPathEntryOf(PuttingApplication.class)
                + File.pathSeparator
                + JavaProgram.classPathEntryOf(LocalKinesis.class);
        return put(
                Agents.NEWEST,
                application -> application
                        .withoutJarOf(KinesisTraceInterceptor.class)
                        .startedBy(ChildLoaderApplication.class, inChild),
                ours);
    }

    private Putting putWithNothingOfOurs(String agent, Consumer<Application> environment) {
        return put(
                agent,
                environment.andThen(application -> application.withoutJarOf(KinesisTraceInterceptor.class)),
                PuttingApplication.NOTHING_OF_OURS);
    }

    private Putting put(String agent, Consumer<Application> environment, String... arguments) {
        Application application = Application.of(PuttingApplication.class);
        Agents.withExtension(agent).forEach(application::jvmOption);
        environment.accept(application);
        return Putting.of(kinesis, zipkin, application, arguments);
    }

    private static Stream<DynamicTest> carryTheCall(Putting putting) {
        return Stream.of(PutMode.values())
                .map(mode -> DynamicTest.dynamicTest(
                        mode.name(), () -> putting.assertCarriesTheCall(mode, PuttingApplication::nameOfSpan)));
    }
}
