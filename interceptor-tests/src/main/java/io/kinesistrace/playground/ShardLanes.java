package io.kinesistrace.playground;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The events of one situation as HTML: a row per group, and in each row a lane per shard. An event is drawn in the lane of the shard that it
 * was read from, in the order of handling, so a split group leaves gaps in both lanes.
 */
final class ShardLanes {
    private final List<String> shards;
    private final Map<String, List<Observed.Handled>> groups;

    ShardLanes(List<Observed.Handled> handled) {
        this.shards = List.copyOf(
                handled.stream().map(Observed.Handled::shard).collect(Collectors.toCollection(TreeSet::new)));
        this.groups = handled.stream()
                .collect(Collectors.groupingBy(each -> each.event().group(), TreeMap::new, Collectors.toList()));
    }

    String html() {
        StringBuilder html = new StringBuilder("<div class=\"lanes\"><table><thead><tr><th></th>");
        shards.forEach(shard -> html.append("<th>%s</th>".formatted(Html.escape(shard))));
        html.append("<th></th></tr></thead><tbody>\n");
        groups.forEach((group, events) -> html.append(row(group, events)));
        return html.append("</tbody></table></div>").toString();
    }

    private String row(String group, List<Observed.Handled> events) {
        List<Boolean> late = late(events);
        StringBuilder row = new StringBuilder("<tr><th>%s</th>".formatted(Html.escape(group)));
        for (String shard : shards) {
            row.append("<td>");
            for (int i = 0; i < events.size(); i++) {
                row.append(events.get(i).shard().equals(shard) ? event(events.get(i), late.get(i)) : "<s></s>");
            }
            row.append("</td>");
        }
        return row.append("<td class=\"%s</td></tr>%n".formatted(verdict(events, late)))
                .toString();
    }

    private static String event(Observed.Handled handled, boolean late) {
        return "<i%s title=\"%s\">%d</i>"
                .formatted(
                        late ? " class=\"late\"" : "",
                        Html.escape(handled.event().id() + (late ? ", handled after a later event" : "")),
                        handled.event().number());
    }

    /** True for each event that was handled after a later one of its group. */
    private static List<Boolean> late(List<Observed.Handled> events) {
        List<Boolean> late = new ArrayList<>();
        int latest = -1;
        for (Observed.Handled each : events) {
            late.add(each.event().number() < latest);
            latest = Math.max(latest, each.event().number());
        }
        return late;
    }

    private static String verdict(List<Observed.Handled> events, List<Boolean> late) {
        long shards = events.stream().map(Observed.Handled::shard).distinct().count();
        long disordered = late.stream().filter(each -> each).count();
        if (shards == 1 && disordered == 0) {
            return "yes\">\u2713 one shard, in order";
        }
        return "no\">\u2717 %s, %s"
                .formatted(
                        shards == 1 ? "one shard" : "split",
                        disordered == 0 ? "in order by luck" : disordered + " out of order");
    }
}
