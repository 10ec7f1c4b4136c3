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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The demo as it is shipped: the Java agent, the Lambda runtime, Kinesis and Zipkin; run once, then looked at from all sides. */
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
                        "no-interceptor", "routed-by-partition-key", "routed-by-original-key", "batches-of-ten");
    }

    @Test
    void noInterceptor_twoTracesAnEventAndGroupsAsTheyWere() {
        JsonNode figures = situations.get(0);

        assertLinks(figures, 0, "none", 2 * EVENTS, 0, "none");
        assertThat(figures.get("groupsOnOneShard").asInt()).isEqualTo(GROUPS);
        assertThat(figures.get("groupsInOrder").asInt()).isEqualTo(GROUPS);
    }

    /** That a group of 15 events, each on one of two shards by chance, is on one shard: 1 in 16384. Two of eight such groups: never mind. */
    @Test
    void routedByPartitionKey_oneTraceAnEventAndGroupsScattered() {
        JsonNode figures = situations.get(1);

        assertLinks(figures, EVENTS, "parent", EVENTS, EVENTS, "kinesis-call");
        assertThat(figures.get("groupsOnOneShard").asInt()).isLessThan(2);
    }

    @Test
    void routedByOriginalKey_oneTraceAnEventAndGroupsAsTheyWere() {
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
    void screen_showsProgressAndTable() {
        String shown = screen.toString(StandardCharsets.UTF_8);

        assertThat(shown)
                .contains("routed-by-original-key    " + EVENTS + " of " + EVENTS + " events")
                .containsPattern("no-interceptor +" + EVENTS + " +0 +none +" + GROUPS + " +" + GROUPS + " +" + GROUPS);
    }

    @Test
    void page_isOneFileWithEverySituation() throws IOException {
        String page = Files.readString(DIRECTORY.resolve("report.html"));

        assertThat(page)
                .contains(
                        "<h2>no interceptor</h2>",
                        "<h2>routed by partition key</h2>",
                        "<h2>routed by original key</h2>",
                        "<h2>batches of ten</h2>")
                .contains(
                        "2 traces, nothing ties them",
                        "2 traces, the consumer's span has a link",
                        "kinesis.putrecord",
                        "event-consumer",
                        "shardId-000000000001")
                .contains("prefers-color-scheme: dark")
                .doesNotContain("{situations}", "<script", "http://", "https://", "@import", "url(");
        assertThat(page.split("<i class=\"g\\d\" title=", -1)).hasSize(4 * EVENTS + 1);
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
