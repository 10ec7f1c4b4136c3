package io.kinesistrace.benchmarks;

import io.kinesistrace.benchmarks.Results.Cost;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;

/** Time and memory of a batch over its size, with logarithmic axes: a proportional cost is a straight line of slope one. */
final class GrowthPlot {
    private static final int WIDTH = 380;
    private static final int HEIGHT = 260;
    private static final int LEFT = 84;
    private static final int TOP = 40;
    private static final List<String> COLOURS = List.of("#0b6bb3", "#d9741a", "#7a8694");

    private final Rounds rounds;
    private final int[] sizes;

    GrowthPlot(Rounds rounds, int[] sizes) {
        this.rounds = rounds;
        this.sizes = sizes;
    }

    String svg() {
        StringBuilder svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 370" font-family="sans-serif" font-size="12">
                <rect width="1000" height="370" fill="#fff"/>
                """);
        panel(svg, 0, "nanoseconds per batch", true);
        panel(svg, 500, "bytes allocated per batch", false);
        return svg.append("</svg>\n").toString();
    }

    private void panel(StringBuilder svg, int x, String title, boolean time) {
        double most = value(time, "putRecords distinct", sizes[sizes.length - 1]);
        double decades = Math.ceil(Math.log10(most));
        svg.append(text(x + LEFT, TOP - 15, title, "start"));
        for (int decade = 1; decade <= decades; decade++) {
            double y = y(Math.pow(10, decade), decades);
            svg.append(line(x + LEFT, y, x + LEFT + WIDTH, y, "#dde2e8"));
            svg.append(text(x + LEFT - 6, y + 4, String.format(Locale.ROOT, "%,.0f", Math.pow(10, decade)), "end"));
        }
        for (int size : sizes) {
            svg.append(text(x + x(size), TOP + HEIGHT + 18, Integer.toString(size), "middle"));
        }
        svg.append(text(x + LEFT + WIDTH / 2.0, TOP + HEIGHT + 38, "records in the batch", "middle"));
        curve(svg, x, decades, 0, "distinct keys", size -> value(time, "putRecords distinct", size));
        curve(svg, x, decades, 1, "10 keys", size -> value(time, "putRecords 10", size));
        curve(svg, x, decades, 2, "copying the requests only", size -> value(time, "copies", size));
    }

    private double value(boolean time, String benchmark, int size) {
        Cost each = rounds.cost(round -> round.each(benchmark, size));
        return size * (time ? each.nanos() : each.bytes());
    }

    private void curve(StringBuilder svg, int x, double decades, int index, String name, IntToDoubleFunction value) {
        StringBuilder points = new StringBuilder();
        for (int size : sizes) {
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x + x(size), y(value.applyAsDouble(size), decades)));
        }
        String colour = COLOURS.get(index);
        svg.append("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n"
                .formatted(points.toString().strip(), colour));
        // At the bottom right, clear of curves and grid lines.
        int legend = TOP + HEIGHT - 36 + 14 * index;
        svg.append(line(x + LEFT + 200, legend - 4, x + LEFT + 224, legend - 4, colour));
        svg.append(text(x + LEFT + 230, legend, name, "start"));
    }

    private double x(int size) {
        return LEFT + WIDTH * Math.log10(size) / Math.log10(sizes[sizes.length - 1]);
    }

    private static double y(double value, double decades) {
        return TOP + HEIGHT - HEIGHT * Math.max(0, Math.log10(value) - 1) / (decades - 1);
    }

    private static String line(double x1, double y1, double x2, double y2, String colour) {
        return String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"1.5\"/>%n",
                x1,
                y1,
                x2,
                y2,
                colour);
    }

    private static String text(double x, double y, String text, String anchor) {
        return String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#1c2128\">%s</text>%n",
                x,
                y,
                anchor,
                text);
    }
}
