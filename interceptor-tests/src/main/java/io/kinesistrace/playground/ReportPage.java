package io.kinesistrace.playground;

import io.kinesistrace.playground.event.Event;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The report as an HTML page in a single file that needs no network. */
final class ReportPage {
    private final Report report;
    private final List<Observed> observed;
    private final Event shown;
    private final String producer;

    /**
     * @param shown the event whose traces are drawn
     * @param producer how the spans of the event producer were collected
     */
    ReportPage(Report report, List<Observed> observed, Event shown, String producer) {
        this.report = report;
        this.observed = observed;
        this.shown = shown;
        this.producer = producer;
    }

    String html() {
        StringBuilder summary = new StringBuilder();
        StringBuilder situations = new StringBuilder();
        for (int i = 0; i < observed.size(); i++) {
            Report.Line line = report.situations().get(i);
            summary.append(summary(line));
            situations.append(situation(line, observed.get(i)));
        }
        return template()
                .replace("{count}", Integer.toString(observed.size()))
                .replace("{producer}", Html.escape(producer))
                .replace("{event}", Html.escape(shown.id()))
                .replace("{summary}", summary)
                .replace("{situations}", situations);
    }

    private static String summary(Report.Line line) {
        Verdict verdict = line.verdict();
        return "<tr><th><a href=\"#%s\">%s</a>%s</th>%s%s</tr>%n"
                .formatted(
                        Html.escape(line.name()),
                        title(line),
                        badge(line),
                        answer(verdict.traceComplete(), verdict.trace()),
                        answer(verdict.orderKept(), verdict.order()));
    }

    private static String answer(boolean yes, String why) {
        return "<td><b class=\"%s</b><br>%s</td>"
                .formatted(yes ? "yes\">\u2713 Yes" : "no\">\u2717 No", Html.escape(why));
    }

    private String situation(Report.Line line, Observed each) {
        Verdict verdict = line.verdict();
        return """
                <section id="%s">
                <h2>%s%s</h2>
                <p class="soft">%s</p>
                <p class="verdict">%s%s</p>
                <h3>Trace of event %s</h3>
                %s
                <h3>All events by group and shard</h3>
                %s
                </section>
                """.formatted(
                        Html.escape(line.name()),
                        title(line),
                        badge(line),
                        Html.escape(each.situation().description()),
                        mark(verdict.traceComplete(), verdict.trace()),
                        mark(verdict.orderKept(), verdict.order()),
                        Html.escape(shown.id()),
                        new Waterfall(each, shown).html(),
                        new ShardLanes(each.handled()).html());
    }

    private static String mark(boolean yes, String text) {
        return "<span><b class=\"%s</b> %s</span>".formatted(yes ? "yes\">\u2713" : "no\">\u2717", Html.escape(text));
    }

    private static String title(Report.Line line) {
        return Html.escape(line.name().replace('-', ' '));
    }

    private static String badge(Report.Line line) {
        return line.isDefault() ? " <span class=\"badge\">default</span>" : "";
    }

    private static String template() {
        try (InputStream in = ReportPage.class.getResourceAsStream("/playground/report.html")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
