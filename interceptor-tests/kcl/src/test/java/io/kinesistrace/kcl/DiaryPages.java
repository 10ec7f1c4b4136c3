package io.kinesistrace.kcl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The contents of a worker's diary. */
final class DiaryPages {
    /** A record that was handled, and the span that was current. */
    record Handled(String shard, String event, String traceId, String spanId) {
        String group() {
            return event.substring(0, event.indexOf('/'));
        }

        int number() {
            return Integer.parseInt(event.substring(event.indexOf('/') + 1));
        }
    }

    /** A span that was exported. */
    record Exported(String traceId, String spanId, String parentSpanId, boolean ofBatch, int links, String name) {}

    private final List<Handled> handled = new ArrayList<>();
    private final List<Exported> spans = new ArrayList<>();
    private final List<List<Handled>> terms = new ArrayList<>();
    private final Map<String, List<Handled>> currentTerms = new HashMap<>();

    private DiaryPages() {}

    /** Reads the current contents, without a last line that is incomplete. */
    static DiaryPages of(Path diary) {
        try {
            String text = Files.exists(diary) ? Files.readString(diary) : "";
            DiaryPages pages = new DiaryPages();
            text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(pages::add);
            return pages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String line) {
        String[] words = line.split("\t");
        switch (words[0]) {
            case WorkerDiary.INITIALIZED -> {
                List<Handled> term = new ArrayList<>();
                terms.add(term);
                currentTerms.put(words[1], term);
            }
            case WorkerDiary.HANDLED -> {
                Handled record = new Handled(words[1], words[2], words[3], words[4]);
                handled.add(record);
                currentTerms.get(words[1]).add(record);
            }
            default ->
                spans.add(new Exported(
                        words[1],
                        words[2],
                        words[3],
                        Boolean.parseBoolean(words[4]),
                        Integer.parseInt(words[5]),
                        words[6]));
        }
    }

    List<Handled> handled() {
        return handled;
    }

    /** The handled records, grouped by each time that a shard was taken over: order holds only within such a group. */
    List<List<Handled>> terms() {
        return terms;
    }

    List<Exported> spansOfRecords() {
        return spans.stream().filter(span -> !span.ofBatch()).toList();
    }

    List<Exported> spansOfBatches() {
        return spans.stream().filter(Exported::ofBatch).toList();
    }
}
