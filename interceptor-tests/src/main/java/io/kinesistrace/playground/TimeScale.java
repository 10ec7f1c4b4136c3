package io.kinesistrace.playground;

import io.kinesistrace.playground.zipkin.ZipkinSpan;
import java.util.List;

/**
 * Times of the spans of one event as percentages of the width of the picture. The wait between producer and consumer, if there is one, has a
 * fixed width: drawn to scale, it would make the spans invisible.
 *
 * @param gapStart end of the producer's last span, in microseconds; equal to {@code gapEnd} if there is no wait
 * @param gapEnd start of the consumer's first span
 */
record TimeScale(long start, long gapStart, long gapEnd, long end) {
    private static final double GAP_WIDTH = 34;

    static TimeScale of(List<ZipkinSpan> spans) {
        long start = start(spans);
        long end = Math.max(start + 1, end(spans));
        List<ZipkinSpan> producer = spansOf(spans, Traces.PRODUCER);
        List<ZipkinSpan> consumer = spansOf(spans, Traces.CONSUMER);
        if (producer.isEmpty() || consumer.isEmpty() || start(consumer) <= end(producer)) {
            return new TimeScale(start, end, end, end);
        }
        return new TimeScale(start, end(producer), start(consumer), end);
    }

    long gapMicros() {
        return gapEnd - gapStart;
    }

    double gapLeft() {
        return percent(gapStart);
    }

    double gapWidth() {
        return gapMicros() == 0 ? 0 : GAP_WIDTH;
    }

    double percent(long time) {
        double scaled = (100 - gapWidth()) / (end - start - gapMicros());
        return time <= gapStart ? (time - start) * scaled : 100 - (end - time) * scaled;
    }

    static long start(List<ZipkinSpan> spans) {
        return spans.stream().mapToLong(ZipkinSpan::timestamp).min().orElse(0);
    }

    private static long end(List<ZipkinSpan> spans) {
        return spans.stream()
                .mapToLong(span -> span.timestamp() + span.duration())
                .max()
                .orElse(0);
    }

    private static List<ZipkinSpan> spansOf(List<ZipkinSpan> spans, String service) {
        return spans.stream().filter(span -> span.service().equals(service)).toList();
    }
}
