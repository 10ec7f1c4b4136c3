package io.kinesistrace.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The results of one round: a JMH run with the GC profiler. */
final class Results {
    /** Nanoseconds and bytes of one call. */
    record Cost(double nanos, double bytes) {
        Cost minus(Cost other) {
            return new Cost(nanos - other.nanos, bytes - other.bytes);
        }

        Cost each(int records) {
            return new Cost(nanos / records, bytes / records);
        }
    }

    private final Map<String, Cost> costs = new HashMap<>();
    private final String java;

    Results(Path json) throws IOException {
        JsonNode runs = new ObjectMapper().readTree(json.toFile());
        for (JsonNode run : runs) {
            String name = run.get("benchmark").asText().replaceAll(".*\\.", "");
            StringBuilder key = new StringBuilder(name);
            run.path("params").properties().forEach(param -> key.append(' ')
                    .append(param.getValue().asText()));
            costs.put(
                    key.toString(),
                    new Cost(
                            run.at("/primaryMetric/score").asDouble(),
                            run.at("/secondaryMetrics/gc.alloc.rate.norm/score").asDouble()));
        }
        this.java = runs.get(0).get("jdkVersion").asText();
    }

    /** @throws IllegalArgumentException if the benchmark was not part of the run */
    Cost of(String benchmark) {
        Cost cost = costs.get(benchmark);
        if (cost == null) {
            throw new IllegalArgumentException(benchmark + " is not in the results; there are " + costs.keySet());
        }
        return cost;
    }

    /** For each record of a batch of a size. */
    Cost each(String benchmark, int records) {
        return of(benchmark + ' ' + records).each(records);
    }

    double nanos(String benchmark) {
        return of(benchmark).nanos();
    }

    String java() {
        return java;
    }
}
