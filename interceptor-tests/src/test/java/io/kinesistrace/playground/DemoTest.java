package io.kinesistrace.playground;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DemoTest {
    private static final Path DIRECTORY = Path.of("target", "playground-test");
    private static final int GROUPS = 6;
    private static final int EVENTS_PER_GROUP = 20;
    private static final int EVENTS = GROUPS * EVENTS_PER_GROUP;

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

    @Test
    void run_threeSituations_showWhatBecomesOfTracesShardsAndOrder() throws Exception {
        new Demo(DIRECTORY, GROUPS, EVENTS_PER_GROUP, new PrintStream(screen, true, StandardCharsets.UTF_8)).run();

        JsonNode situations = new ObjectMapper()
                .readTree(DIRECTORY.resolve("report.json").toFile())
                .get("situations");
        assertThat(situations.findValuesAsText("name"))
                .containsExactly("no-interceptor", "routed-by-partition-key", "routed-by-original-key");
        assertThat(situations).allSatisfy(each -> {
            assertThat(each.get("events").asInt()).isEqualTo(EVENTS);
            assertThat(each.get("groups").asInt()).isEqualTo(GROUPS);
        });
        assertSituation(situations.get(0), 0, GROUPS);
        assertSituation(situations.get(1), EVENTS, 0);
        assertSituation(situations.get(2), EVENTS, GROUPS);
        assertThat(situations.get(0).get("groupsInOrder").asInt()).isEqualTo(GROUPS);
        assertThat(situations.get(2).get("groupsInOrder").asInt()).isEqualTo(GROUPS);
        assertThat(screen.toString(StandardCharsets.UTF_8))
                .contains("routed-by-original-key    " + EVENTS + " of " + EVENTS + " events")
                .containsPattern("no-interceptor +" + EVENTS + " +0 +" + GROUPS + " +" + GROUPS + " +" + GROUPS);
    }

    /** That a group of 20 events, each on a shard by chance, is on one: 1 in half a million; and here any group counts as scattered. */
    private static void assertSituation(JsonNode situation, int linked, int groupsOnOneShard) {
        assertThat(situation.get("linked").asInt()).isEqualTo(linked);
        assertThat(situation.get("groupsOnOneShard").asInt()).isEqualTo(groupsOnOneShard);
    }
}
