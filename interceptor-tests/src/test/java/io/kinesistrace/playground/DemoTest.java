package io.kinesistrace.playground;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kinesistrace.kinesis.StreamReader;
import io.kinesistrace.playground.event.Event;
import io.kinesistrace.playground.kinesis.LocalKinesis;
import io.kinesistrace.playground.zipkin.ZipkinServer;
import io.kinesistrace.servers.SharedServers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The demo as shipped, with the Java agent, the Lambda runtime, Kinesis and Zipkin. It runs once; the tests check the result. */
@Tag("processes")
@ExtendWith(SharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoTest {
    private static final Path DIRECTORY = Path.of("target", "playground-test");
    private static final int GROUPS = Demo.GROUPS;
    private static final int EVENTS = Demo.GROUPS * Demo.EVENTS_PER_GROUP;

    private final LocalKinesis kinesis;
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private JsonNode situations;

    DemoTest(LocalKinesis kinesis, ZipkinServer zipkin) throws Exception {
        this.kinesis = kinesis;
        PrintStream out = new PrintStream(screen, true, StandardCharsets.UTF_8);
        new Demo(DIRECTORY, ProducerTracing.DEFAULT, out).run(kinesis, zipkin);
    }

    @BeforeAll
    void readReport() throws IOException {
        situations = new ObjectMapper()
                .readTree(DIRECTORY.resolve("report.json").toFile())
                .get("situations");
        assertThat(situations.findValuesAsText("name"))
                .containsExactly(
                        "no-interceptor",
                        "routed-by-new-key",
                        "routed-by-original-key",
                        "batches-of-ten",
                        "agent-extension");
    }

    @Test
    void noInterceptor_hasTwoTracesPerEventAndKeepsGroups() {
        JsonNode figures = situations.get(0);

        assertLinks(figures, 0, "none", 2 * EVENTS, 0, "none");
        assertThat(figures.get("groupsOnOneShard").asInt()).isEqualTo(GROUPS);
        assertThat(figures.get("groupsInOrder").asInt()).isEqualTo(GROUPS);
    }

    /** The probability that 15 events, each randomly on one of two shards, are all on one shard is 1 in 16384; two such groups are not expected. */
    @Test
    void routedByNewKey_hasOneTracePerEventAndScattersGroups() {
        JsonNode figures = situations.get(1);

        assertLinks(figures, EVENTS, "parent", EVENTS, EVENTS, "kinesis-call");
        assertThat(figures.get("groupsOnOneShard").asInt()).isLessThan(2);
    }

    @Test
    void routedByOriginalKey_hasOneTracePerEventAndKeepsGroups() {
        JsonNode figures = situations.get(2);

        assertLinks(figures, EVENTS, "parent", EVENTS, EVENTS, "kinesis-call");
        assertThat(figures.get("groupsOnOneShard").asInt()).isEqualTo(GROUPS);
        assertThat(figures.get("groupsInOrder").asInt()).isEqualTo(GROUPS);
    }

    @Test
    void batchesOfTen_everyEventsTraceIsLinkedFromTheConsumersSpan() {
        JsonNode figures = situations.get(3);
        int batches = figures.get("traces").asInt() - EVENTS;

        assertLinks(figures, EVENTS, "link", EVENTS + batches, 0, "none");
        assertThat(batches).isBetween(EVENTS / 10, EVENTS / 5);
        assertThat(figures.get("groupsOnOneShard").asInt()).isEqualTo(GROUPS);
        assertThat(figures.get("groupsInOrder").asInt()).isEqualTo(GROUPS);
    }

    @Test
    void agentExtension_hasOneTracePerEventAndKeepsGroups() {
        JsonNode figures = situations.get(4);

        assertLinks(figures, EVENTS, "parent", EVENTS, EVENTS, "kinesis-call");
        assertThat(figures.get("groupsOnOneShard").asInt()).isEqualTo(GROUPS);
        assertThat(figures.get("groupsInOrder").asInt()).isEqualTo(GROUPS);
    }

    @Test
    void figuresOfShards_areThoseOfTheRecordsOnTheStreams() {
        for (JsonNode figures : situations) {
            Map<String, Set<String>> shardsOfGroup = new HashMap<>();
            int records = 0;
            for (var shard : new StreamReader(
                            kinesis.client(), figures.get("name").asText())
                    .read()
                    .entrySet()) {
                for (var record : shard.getValue()) {
                    records++;
                    shardsOfGroup
                            .computeIfAbsent(Event.of(record.data()).group(), group -> new HashSet<>())
                            .add(shard.getKey());
                }
            }
            assertThat(figures.get("events").asInt()).isEqualTo(records).isEqualTo(EVENTS);
            assertThat(figures.get("groups").asInt()).isEqualTo(shardsOfGroup.size());
            assertThat(figures.get("groupsOnOneShard").asLong())
                    .isEqualTo(shardsOfGroup.values().stream()
                            .filter(shards -> shards.size() == 1)
                            .count());
        }
    }

    @Test
    void screen_showsProgressTableLegendAndConclusions() {
        assertThat(screen.toString(StandardCharsets.UTF_8))
                .contains("3 of 5  routed-by-original-key    sent " + EVENTS + ", handled " + EVENTS + ", of " + EVENTS
                        + " events")
                .containsPattern("no-interceptor +0 of 120 +none +8 of 8 +8 of 8 +240 +none")
                .containsPattern(
                        "routed-by-original-key \\(default\\) +120 of 120 +parent +8 of 8 +8 of 8 +120 +kinesis-call")
                .contains(Report.legend())
                .containsPattern("no-interceptor +Two unrelated traces per event. Every group stays on its shard");
    }

    @Test
    void page_summarizesAndMarksEverySituation() throws IOException {
        assertThat(page())
                .contains(
                        "<h2>no interceptor</h2>",
                        "<h2>routed by new key</h2>",
                        "<h2>routed by original key <span class=\"badge\">default</span></h2>",
                        "<h2>batches of ten</h2>",
                        "<h2>agent extension</h2>")
                .contains("\u2717 No</b><br>Two unrelated traces per event", "\u2713 Yes</b><br>One trace per event")
                .contains("Not connected.", "Linked.", "waits in Kinesis", "calls Kinesis", "shardId-000000000001");
        assertThat(page().split("<i[^>]* title=\"group", -1)).hasSize(5 * EVENTS + 1);
    }

    @Test
    void page_isOneFileWithNothingToLoad() throws IOException {
        assertThat(page())
                .contains("prefers-color-scheme: dark")
                .doesNotContainPattern("\\{[a-z]+\\}")
                .doesNotContain("<script", "http://", "https://", "@import", "url(");
    }

    private static String page() throws IOException {
        return Files.readString(DIRECTORY.resolve("report.html"));
    }

    private static void assertLinks(
            JsonNode figures,
            int linked,
            String linkedBy,
            int traces,
            int tracesWithBothServices,
            String consumerParent) {
        assertThat(figures.get("events").asInt()).isEqualTo(EVENTS);
        assertThat(figures.get("groups").asInt()).isEqualTo(GROUPS);
        assertThat(figures.get("linked").asInt()).isEqualTo(linked);
        assertThat(figures.get("linkedBy").asText()).isEqualTo(linkedBy);
        assertThat(figures.get("traces").asInt()).isEqualTo(traces);
        assertThat(figures.get("tracesWithBothServices").asInt()).isEqualTo(tracesWithBothServices);
        assertThat(figures.get("consumerParent").asText()).isEqualTo(consumerParent);
    }
}
