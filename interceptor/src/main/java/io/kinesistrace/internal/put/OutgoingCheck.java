package io.kinesistrace.internal.put;

import io.kinesistrace.internal.wire.KeyWriter;
import io.kinesistrace.internal.wire.Traceparent;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/**
 * Compares the request that is actually sent with the one that we created. An interceptor that runs after ours can mix its fields with ours,
 * such as its own key with our hash of the old key; the record then goes to a shard that nobody chose. One instance per request.
 */
final class OutgoingCheck {
    enum Result {
        /** Every record that we changed is sent as we changed it. */
        KEPT,
        /** Other keys are sent, to the shards that they would have gone to without us. */
        REPLACED,
        /** A record is sent with a mixture of our fields and theirs, to a shard that it would not have gone to without us. */
        MISPLACED
    }

    private final KeyWriter writer;
    private final Set<String> changed = new HashSet<>();
    private final Set<String> hashes = new HashSet<>();

    /** The traceparent that was injected; null if there is none, or if it may decide the shard. */
    private @Nullable String traceparent;

    private OutgoingCheck(KeyWriter writer) {
        this.writer = writer;
    }

    static Result compare(KeyWriter writer, SdkRequest asked, SdkRequest ours, SdkRequest sent) {
        OutgoingCheck check = new OutgoingCheck(writer);
        check.collect(KinesisRequests.entries(asked), KinesisRequests.entries(ours));
        return check.resultFor(KinesisRequests.entries(sent));
    }

    private void collect(List<PutRecordsRequestEntry> asked, List<PutRecordsRequestEntry> ours) {
        for (int i = 0; i < ours.size(); i++) {
            PutRecordsRequestEntry before = asked.get(i);
            PutRecordsRequestEntry after = ours.get(i);
            if (before == null || after == null) {
                continue;
            }
            boolean newKey = !Objects.equals(before.partitionKey(), after.partitionKey());
            boolean newHash = !Objects.equals(before.explicitHashKey(), after.explicitHashKey());
            if (newKey || newHash) {
                changed.add(pair(after));
            }
            if (newHash) {
                hashes.add(after.explicitHashKey());
            }
            if (newKey && before.partitionKey() != null && writer.keepsShard()) {
                traceparent = after.partitionKey().substring(0, Traceparent.LENGTH);
            }
        }
    }

    private Result resultFor(List<PutRecordsRequestEntry> sent) {
        Set<String> kept = new HashSet<>();
        for (PutRecordsRequestEntry entry : sent) {
            if (entry == null) {
                continue;
            }
            if (changed.contains(pair(entry))) {
                kept.add(pair(entry));
            } else if (isMixture(entry)) {
                return Result.MISPLACED;
            }
        }
        return kept.size() == changed.size() ? Result.KEPT : Result.REPLACED;
    }

    private boolean isMixture(PutRecordsRequestEntry entry) {
        String hash = entry.explicitHashKey();
        String key = entry.partitionKey();
        if (hash != null && hashes.contains(hash)) {
            return true;
        }
        // Our key, or one derived from it, would decide the shard instead of the application's.
        return traceparent != null
                && key != null
                && key.contains(traceparent)
                && (hash == null || hash.equals(writer.explicitHashKey(key)));
    }

    private static String pair(PutRecordsRequestEntry entry) {
        return entry.explicitHashKey() + ' ' + entry.partitionKey();
    }
}
