package io.kinesistrace.internal.put;

import io.kinesistrace.internal.report.Tally;
import io.kinesistrace.internal.rules.BatchPlan;
import io.kinesistrace.internal.rules.RecordDecision;
import io.kinesistrace.internal.rules.RecordRules;
import io.kinesistrace.internal.settings.Settings;
import io.kinesistrace.internal.wire.KeyWriter;
import io.kinesistrace.internal.wire.TracedKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/** Applies the decisions. Requests and entries are copied, never modified; if nothing changes, the same instance is returned. */
final class PutRewriter {
    private final KeyWriter writer;
    private final RecordRules rules;
    private final RecordRules keylessRules;

    PutRewriter(Settings settings, KeyWriter writer) {
        this.writer = writer;
        this.rules = new RecordRules(settings, writer, false);
        this.keylessRules = new RecordRules(settings, writer, true);
    }

    /**
     * @param traceparent null if there is no span
     * @param keyless true if the stream accepts records without a key
     */
    Rewritten rewrite(SdkRequest request, @Nullable String traceparent, boolean keyless) {
        RecordRules rulesOfStream = keyless ? keylessRules : rules;
        return request instanceof PutRecordRequest
                ? putRecord((PutRecordRequest) request, rulesOfStream, traceparent)
                : putRecords((PutRecordsRequest) request, rulesOfStream, traceparent);
    }

    private Rewritten putRecord(PutRecordRequest request, RecordRules rules, @Nullable String traceparent) {
        String key = request.partitionKey();
        RecordDecision decision = rules.decide(
                request.data(), key, RecordRules.keyBytes(key), request.explicitHashKey(), traceparent != null);
        warnIfScattered(decision);
        Tally tally = Tally.of(decision.outcome);
        if (!decision.changesRecord()) {
            return new Rewritten(request, tally);
        }
        PutRecordRequest.Builder builder = request.toBuilder();
        if (decision.changesKey()) {
            builder.partitionKey(newKey(decision, key, traceparent));
        }
        if (decision.setsHash()) {
            builder.explicitHashKey(writer.explicitHashKey(originalKey(decision, key)));
        }
        return new Rewritten(builder.build(), tally);
    }

    private Rewritten putRecords(PutRecordsRequest request, RecordRules rules, @Nullable String traceparent) {
        List<PutRecordsRequestEntry> entries = request.records();
        BatchPlan plan = new BatchPlan(rules, traceparent != null, entries.size());
        for (int i = 0; i < entries.size(); i++) {
            PutRecordsRequestEntry entry = entries.get(i);
            warnIfScattered(
                    entry == null
                            ? plan.add(null, null, null)
                            : plan.add(entry.data(), entry.partitionKey(), entry.explicitHashKey()));
        }
        plan.fitIntoRequest();
        PutRecordsRequest rewritten = plan.changesAny()
                ? request.toBuilder()
                        .records(newEntries(entries, plan, traceparent))
                        .build()
                : request;
        return new Rewritten(rewritten, plan.tally());
    }

    private List<PutRecordsRequestEntry> newEntries(
            List<PutRecordsRequestEntry> entries, BatchPlan plan, @Nullable String traceparent) {
        List<PutRecordsRequestEntry> changed = new ArrayList<>(entries.size());
        // Caches hash keys within one batch, where keys repeat. Large enough for distinct keys: it never grows.
        Map<String, String> hashes = new HashMap<>(2 * entries.size());
        UnaryOperator<String> hash = key -> hashes.computeIfAbsent(key, writer::explicitHashKey);
        for (int i = 0; i < entries.size(); i++) {
            RecordDecision decision = plan.decision(i);
            PutRecordsRequestEntry entry = entries.get(i);
            changed.add(decision.changesRecord() ? newEntry(entry, decision, traceparent, hash) : entry);
        }
        return changed;
    }

    private PutRecordsRequestEntry newEntry(
            PutRecordsRequestEntry entry,
            RecordDecision decision,
            @Nullable String traceparent,
            UnaryOperator<String> hash) {
        PutRecordsRequestEntry.Builder builder = entry.toBuilder();
        if (decision.changesKey()) {
            builder.partitionKey(newKey(decision, entry.partitionKey(), traceparent));
        }
        if (decision.setsHash()) {
            builder.explicitHashKey(hash.apply(originalKey(decision, entry.partitionKey())));
        }
        return builder.build();
    }

    private @Nullable String newKey(RecordDecision decision, String key, @Nullable String traceparent) {
        return decision == RecordDecision.INJECT_BARE ? traceparent : writer.write(traceparent, key);
    }

    /** The key that a record's hash is computed from. */
    private static String originalKey(RecordDecision decision, String key) {
        return decision == RecordDecision.RESTORE_SHARD ? TracedKey.parse(key).originalKey() : key;
    }

    private static void warnIfScattered(RecordDecision decision) {
        if (decision == RecordDecision.LEAVE_SCATTERED) {
            PutMessages.warnScattered();
        }
    }

    /** The request to send and the outcomes to count. */
    static final class Rewritten {
        final SdkRequest request;
        final Tally tally;

        Rewritten(SdkRequest request, Tally tally) {
            this.request = request;
            this.tally = tally;
        }
    }
}
