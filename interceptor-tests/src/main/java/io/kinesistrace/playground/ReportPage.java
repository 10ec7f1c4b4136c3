package io.kinesistrace.playground;

import io.kinesistrace.playground.event.Event;
import io.kinesistrace.playground.zipkin.ZipkinSpan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report as a page for people: one file that needs nothing else. */
final class ReportPage {
    private static final int COLOURS = 8;
    private static final double MICROS_PER_MILLI = 1000.0;
    /** Of a bar, in percent: what is short is still to be seen. */
    private static final double MIN_WIDTH = 0.6;

    private final Report report;
    private final List<Observed> observed;
    private final Event shown;
    private final String producer;

    /**
     * @param shown the event whose trace is drawn
     * @param producer who collected the spans of the event producer
     */
    ReportPage(Report report, List<Observed> observed, Event shown, String producer) {
        this.report = report;
        this.observed = observed;
        this.shown = shown;
        this.producer = producer;
    }

    String html() {
        StringBuilder situations = new StringBuilder();
        for (int i = 0; i < observed.size(); i++) {
            situations.append(situation(report.situations().get(i), observed.get(i)));
        }
        return template()
                .replace("{producer}", escape(producer))
                .replace("{event}", escape(shown.id()))
                .replace("{legend}", legend())
                .replace("{situations}", situations);
    }

    private String situation(Report.Line line, Observed each) {
        return """
                <section>
                <h2>%s</h2>
                <p class="figures">%s</p>
                %s
                %s
                </section>
                """.formatted(
                        escape(line.name().replace('-', ' ')),
                        figures(line),
                        waterfalls(line, new Traces(each.traces(), each.links()).ofEvent(shown.id())),
                        shards(each.handled()));
    }

    private static String figures(Report.Line line) {
        return figure(line.linked(), line.events(), "events linked")
                + figure(line.groupsOnOneShard(), line.groups(), "groups on one shard")
                + figure(line.groupsInOrder(), line.groups(), "groups in order")
                + "<span>consumer's parent: <b>%s</b></span>".formatted(escape(line.consumerParent()));
    }

    private static String figure(int count, int of, String what) {
        return "<span><b class=\"%s\">%d of %d</b> %s</span>"
                .formatted(count == of ? "all" : "not-all", count, of, what);
    }

    private static String waterfalls(Report.Line line, List<List<ZipkinSpan>> traces) {
        String tie = line.linkedBy().equals("link")
                ? "the consumer's span has a link to that of the producer"
                : "nothing ties them";
        StringBuilder html = new StringBuilder(
                "<h3>%s</h3>".formatted(traces.size() == 1 ? "One trace" : traces.size() + " traces, " + tie));
        traces.stream()
                .sorted(Comparator.comparingLong(ReportPage::start))
                .forEach(trace -> html.append(waterfall(trace)));
        return html.toString();
    }

    private static String waterfall(List<ZipkinSpan> trace) {
        long start = start(trace);
        long end = trace.stream()
                .mapToLong(span -> span.timestamp() + span.duration())
                .max()
                .orElse(start + 1);
        StringBuilder rows = new StringBuilder();
        trace.stream()
                .sorted(Comparator.comparingLong(ZipkinSpan::timestamp))
                .forEach(span -> rows.append(row(span, start, Math.max(1, end - start), depth(span, trace))));
        return "<div class=\"trace\">%s</div>".formatted(rows);
    }

    private static String row(ZipkinSpan span, long start, long total, int depth) {
        return String.format(
                Locale.ROOT,
                """
                <div class="span"><div class="name" style="padding-left:%.1frem"><b>%s</b> %s</div>\
                <div class="track"><div class="bar %s" style="left:%.2f%%;width:%.2f%%"></div></div>\
                <div class="time">%.1f ms</div></div>
                """,
                depth * 0.9,
                escape(span.service()),
                escape(span.name()),
                escape(span.service()),
                Math.min(100 - MIN_WIDTH, 100.0 * (span.timestamp() - start) / total),
                Math.max(MIN_WIDTH, 100.0 * span.duration() / total),
                span.duration() / MICROS_PER_MILLI);
    }

    private static int depth(ZipkinSpan span, List<ZipkinSpan> trace) {
        return trace.stream()
                .filter(other -> other.id().equals(span.parentId()))
                .findFirst()
                .map(parent -> 1 + depth(parent, trace))
                .orElse(0);
    }

    private static long start(List<ZipkinSpan> trace) {
        return trace.stream().mapToLong(ZipkinSpan::timestamp).min().orElse(0);
    }

    private static String shards(List<Observed.Handled> handled) {
        Map<String, List<Event>> byShard = new LinkedHashMap<>();
        handled.stream().sorted(Comparator.comparing(Observed.Handled::shard)).forEach(each -> byShard.computeIfAbsent(
                        each.shard(), shard -> new ArrayList<>())
                .add(each.event()));
        StringBuilder html = new StringBuilder("<h3>Records on their shards, in order of arrival</h3>");
        byShard.forEach((shard, events) -> {
            html.append("<div class=\"shard\"><div class=\"name\">%s</div><div class=\"records\">"
                    .formatted(escape(shard)));
            events.forEach(event -> html.append("<i class=\"g%d\" title=\"%s\">%d</i>"
                    .formatted(colour(event.group()), escape(event.id()), event.number())));
            html.append("</div></div>");
        });
        return html.toString();
    }

    private String legend() {
        StringBuilder html = new StringBuilder();
        observed.get(0).handled().stream()
                .map(each -> each.event().group())
                .distinct()
                .sorted()
                .forEach(group ->
                        html.append("<span><i class=\"g%d\"></i> %s</span>".formatted(colour(group), escape(group))));
        return html.toString();
    }

    private static int colour(String group) {
        return Integer.parseInt(group.replaceAll("\\D", "")) % COLOURS;
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String template() {
        try (InputStream in = ReportPage.class.getResourceAsStream("/playground/report.html")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
