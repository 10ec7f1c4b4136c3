package io.kinesistrace.benchmarks;

import io.kinesistrace.benchmarks.Results.Cost;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The results of several rounds of all benchmarks. A figure is the median of its value in each round: a machine whose speed changes within
 * minutes affects one round, where two forks of a benchmark right after each other are both affected.
 */
final class Rounds {
    private final List<Results> rounds;

    Rounds(List<Results> rounds) {
        this.rounds = List.copyOf(rounds);
    }

    double median(ToDoubleFunction<Results> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    Cost cost(Function<Results, Cost> figure) {
        return new Cost(median(round -> figure.apply(round).nanos()), median(round -> figure.apply(round)
                .bytes()));
    }

    String java() {
        return rounds.get(0).java();
    }
}
