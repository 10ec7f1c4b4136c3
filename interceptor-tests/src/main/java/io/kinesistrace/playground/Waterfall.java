package io.kinesistrace.playground;

import io.kinesistrace.playground.event.Event;
import io.kinesistrace.playground.zipkin.ZipkinSpan;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The traces of one event as HTML: a box per trace, with the connection between two boxes. */
final class Waterfall {
    private static final double MICROS_PER_MILLI = 1000.0;
    /** The minimum width of a bar in percent, so that short spans remain visible. */
    private static final double MIN_WIDTH = 1;

    private static final int SHORT_ID = 8;

    private final SpanLinks links;
    private final List<List<ZipkinSpan>> traces;
    /** Shared by all boxes, so that an event looks the same whether its spans are connected or not. */
    private final TimeScale scale;

    Waterfall(Observed observed, Event shown) {
        this.links = observed.links();
        this.traces = new Traces(observed.traces(), links)
                .ofEvent(shown.id()).stream()
                        .sorted(Comparator.comparingLong(TimeScale::start))
                        .toList();
        this.scale = TimeScale.of(traces.stream().flatMap(List::stream).toList());
    }

    String html() {
        StringBuilder html = new StringBuilder("<div class=\"traces\">");
        for (int i = 0; i < traces.size(); i++) {
            if (i > 0) {
                html.append(connection(traces.get(i - 1), traces.get(i)));
            }
            html.append(box(traces.get(i)));
        }
        return html.append("</div>").toString();
    }

    private String connection(List<ZipkinSpan> producer, List<ZipkinSpan> consumer) {
        String producerTrace = producer.get(0).traceId();
        for (ZipkinSpan span : consumer) {
            if (links.of(span.id()).contains(producerTrace)) {
                int others = links.of(span.id()).size() - 1;
                return "<p class=\"tie linked\"><b>\u2713 Linked.</b> The consumer's span links to this trace%s.</p>"
                        .formatted(others == 0 ? "" : " and to those of %d other events".formatted(others));
            }
        }
        return "<p class=\"tie cut\"><b>\u2717 Not connected.</b> Nothing in either trace leads to the other.</p>";
    }

    private String box(List<ZipkinSpan> trace) {
        StringBuilder rows = new StringBuilder();
        // The wait is known only from a trace that has both of its ends.
        boolean gapDrawn = traces.size() > 1 || scale.gapMicros() == 0;
        for (ZipkinSpan span : trace.stream()
                .sorted(Comparator.comparingLong(ZipkinSpan::timestamp))
                .toList()) {
            if (!gapDrawn && span.service().equals(Traces.CONSUMER)) {
                rows.append(gap());
                gapDrawn = true;
            }
            rows.append(row(span, depth(span, trace)));
        }
        return "<div class=\"trace\"><p class=\"id\">Trace <code>%s\u2026</code></p>%s</div>"
                .formatted(trace.get(0).traceId().substring(0, SHORT_ID), rows);
    }

    private String gap() {
        return String.format(Locale.ROOT, """
                <div class="span"><div class="name soft">waits in Kinesis</div>\
                <div class="track"><div class="gap" style="left:%.2f%%;width:%.2f%%"><span>%s</span></div></div>\
                <div class="time"></div></div>
                """, scale.gapLeft(), scale.gapWidth(), millis(scale.gapMicros()));
    }

    private String row(ZipkinSpan span, int depth) {
        double left = Math.min(100 - MIN_WIDTH, scale.percent(span.timestamp()));
        double right = scale.percent(span.timestamp() + span.duration());
        return String.format(
                Locale.ROOT,
                """
                <div class="span"><div class="name" style="padding-left:%.1frem" title="span name: %s"><b>%s</b> %s</div>\
                <div class="track"><div class="bar %s" style="left:%.2f%%;width:%.2f%%"></div></div>\
                <div class="time">%s</div></div>
                """,
                depth * 1.1,
                Html.escape(span.name()),
                Html.escape(span.service()),
                Html.escape(doing(span)),
                Html.escape(span.service()),
                left,
                Math.max(MIN_WIDTH, right - left),
                millis(span.duration()));
    }

    /** Describes in words what the application does in a span; the span's name is in the tooltip. */
    private static String doing(ZipkinSpan span) {
        int events = Traces.eventsOf(span).size();
        if (Traces.isKinesisCall(span)) {
            return "calls Kinesis";
        }
        if (events == 0) {
            return span.name();
        }
        String what = events == 1 ? "the event" : events + " events";
        return (span.service().equals(Traces.CONSUMER) ? "handles " : "sends ") + what;
    }

    private static int depth(ZipkinSpan span, List<ZipkinSpan> trace) {
        Optional<ZipkinSpan> parent = trace.stream()
                .filter(other -> other.id().equals(span.parentId()))
                .findFirst();
        return parent.map(found -> 1 + depth(found, trace)).orElse(0);
    }

    private static String millis(long micros) {
        double millis = micros / MICROS_PER_MILLI;
        return String.format(Locale.ROOT, millis < 100 ? "%.1f ms" : "%.0f ms", millis);
    }
}
