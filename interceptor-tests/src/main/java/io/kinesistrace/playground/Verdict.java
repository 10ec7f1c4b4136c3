package io.kinesistrace.playground;

/**
 * The interpretation of one situation's figures: the answers to the two questions of the demo.
 *
 * @param traceComplete every event is traced from the producer to the consumer
 * @param orderKept every group was read from one shard and handled in the order in which it was sent
 */
record Verdict(boolean traceComplete, String trace, boolean orderKept, String order) {

    static Verdict of(Report.Line line) {
        return new Verdict(
                line.events() > 0 && line.linked() == line.events(),
                trace(line),
                line.groups() > 0 && line.groupsOnOneShard() == line.groups() && line.groupsInOrder() == line.groups(),
                order(line));
    }

    /** Both answers, as two sentences. */
    String sentences() {
        return trace + ". " + order + ".";
    }

    private static String trace(Report.Line line) {
        if (line.linked() == 0) {
            return "Two unrelated traces per event";
        }
        if (line.linked() < line.events()) {
            return "Only %d of %d events are traced end to end".formatted(line.linked(), line.events());
        }
        return switch (line.linkedBy()) {
            case "parent" -> "One trace per event";
            case "link" -> "Each consumer span links to the traces of its events";
            default -> "Every event is traced end to end, by parent or link";
        };
    }

    private static String order(Report.Line line) {
        int scattered = line.groups() - line.groupsOnOneShard();
        int disordered = line.groups() - line.groupsInOrder();
        if (scattered == 0 && disordered == 0) {
            return "Every group stays on its shard and in order";
        }
        return "%d of %d groups are split across shards, %d are handled out of order"
                .formatted(scattered, line.groups(), disordered);
    }
}
