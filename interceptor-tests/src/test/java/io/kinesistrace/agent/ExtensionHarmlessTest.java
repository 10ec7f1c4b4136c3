package io.kinesistrace.agent;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okXml;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.kinesistrace.KinesisTraceInterceptor;
import io.kinesistrace.classpath.Application;
import io.kinesistrace.classpath.S3Application;
import io.kinesistrace.playground.kinesis.LocalKinesis;
import io.kinesistrace.playground.process.Downloads;
import io.kinesistrace.playground.zipkin.ZipkinServer;
import io.kinesistrace.servers.SharedServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The extension changes nothing in applications that it has nothing to do for, and in agents that it does not support. */
@Tag("processes")
@ExtendWith(SharedServers.class)
class ExtensionHarmlessTest {
    private static final Map<String, String> NO_EXPORT = Map.of(
            "OTEL_TRACES_EXPORTER", "none",
            "OTEL_METRICS_EXPORTER", "none",
            "OTEL_LOGS_EXPORTER", "none");

    private static final String BUCKETS =
            "<ListAllMyBucketsResult><Buckets><Bucket><Name>one</Name></Bucket></Buckets></ListAllMyBucketsResult>";

    private final LocalKinesis kinesis;
    private final ZipkinServer zipkin;

    ExtensionHarmlessTest(LocalKinesis kinesis, ZipkinServer zipkin) {
        this.kinesis = kinesis;
        this.zipkin = zipkin;
    }

    @Test
    void application_withS3Only_worksAndGetsNoClassOfOurs() {
        WireMockServer s3 = new WireMockServer(WireMockConfiguration.options().dynamicPort());
        s3.start();
        try {
            s3.stubFor(any(anyUrl()).willReturn(okXml(BUCKETS)));
            Application.Result result = underTheAgent(S3Application.class, Agents.withExtension(Agents.NEWEST))
                    .without("kinesis-2")
                    .run(s3.baseUrl());

            assertThat(result.exitCode()).as(result.output()).isZero();
            assertThat(result.linesWith("buckets: 1")).hasSize(1);
            assertThat(result.linesWith(" io.kinesistrace.agentextension.agent.ProducerModule "))
                    .as("the extension is loaded")
                    .hasSize(1);
            assertThat(result.linesWith(" io.kinesistrace.agentextension.KinesisTraceInterceptor"))
                    .isEmpty();
            assertThat(result.warnings()).isEmpty();
        } finally {
            s3.stop();
        }
    }

    @Test
    void application_withoutAws_runs() {
        Application.Result result = underTheAgent(GreetingApplication.class, Agents.withExtension(Agents.NEWEST))
                .run();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.linesWith(GreetingApplication.GREETING)).hasSize(1);
        assertThat(result.linesWith(" io.kinesistrace.agentextension.KinesisTraceInterceptor"))
                .isEmpty();
        assertThat(result.warnings()).isEmpty();
    }

    /** An extension that calls a missing method simulates an agent that lacks a method. */
    @Test
    void agent_withoutAMethodThatWeCall_saysSoAndTheApplicationPutsAsAsked() throws Exception {
        Path unfitting = Path.of("target", "unfitting-extension.jar");
        rename("register", "regis7er", "ProducerModule", unfitting);
        Application application = Application.of(PuttingApplication.class);
        Agents.withExtension(Agents.NEWEST, unfitting).forEach(application::jvmOption);

        Putting putting = Putting.of(
                kinesis,
                zipkin,
                application.withoutJarOf(KinesisTraceInterceptor.class),
                PuttingApplication.NOTHING_OF_OURS);

        putting.assertGoesOutAsAsked();
        assertThat(putting.result().linesWith("[otel.javaagent"))
                .filteredOn(line -> !line.contains(" INFO "))
                .singleElement()
                .asString()
                .contains("Unable to load instrumentation", "kinesis-trace");
    }

    /** Copies the extension, replacing a constant of one class with a text of the same length. */
    private static void rename(String from, String to, String classIn, Path copy) throws IOException {
        boolean renamed = false;
        try (JarFile jar = new JarFile(Downloads.agentExtension().toFile());
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(copy))) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                byte[] bytes = jar.getInputStream(entry).readAllBytes();
                if (entry.getName().endsWith('/' + classIn + ".class")) {
                    // A constant is preceded by its length, so this does not match part of a longer one.
                    String constant = '\0' + String.valueOf((char) from.length());
                    String text = new String(bytes, StandardCharsets.ISO_8859_1);
                    renamed = text.contains(constant + from);
                    bytes = text.replace(constant + from, constant + to).getBytes(StandardCharsets.ISO_8859_1);
                }
                out.putNextEntry(new JarEntry(entry.getName()));
                out.write(bytes);
            }
        }
        assertThat(renamed).isTrue();
    }

    private static Application underTheAgent(Class<?> application, Iterable<String> options) {
        Application started = Application.of(application)
                .withoutJarOf(KinesisTraceInterceptor.class)
                .environment(NO_EXPORT)
                .jvmOption("-Xlog:class+load:stdout");
        options.forEach(started::jvmOption);
        return started;
    }
}
