package io.kinesistrace;

import org.jspecify.annotations.Nullable;

/**
 * The explicit hash keys of one batch, in which groups come again: each is computed once, as long as no other key takes its place here. For
 * one batch and one thread.
 */
final class BatchHashKeys {
    /** The service takes 500 records in a request. */
    private static final int MOST_PLACES = 512;

    private final PartitionKeyPropagator propagator;
    private final @Nullable String[] keys;
    private final @Nullable String[] hashKeys;

    BatchHashKeys(PartitionKeyPropagator propagator, int records) {
        this.propagator = propagator;
        int places = Math.min(MOST_PLACES, Integer.highestOneBit(Math.max(1, records)) << 1);
        this.keys = new String[places];
        this.hashKeys = new String[places];
    }

    /** As {@link PartitionKeyPropagator#explicitHashKey}. */
    @Nullable
    String explicitHashKey(String partitionKey, @Nullable String set) {
        if (set != null) {
            return set;
        }
        int spread = partitionKey.hashCode() * 0x9E3779B9;
        int place = spread >>> Integer.SIZE / 2 & keys.length - 1;
        if (!partitionKey.equals(keys[place])) {
            keys[place] = partitionKey;
            hashKeys[place] = propagator.explicitHashKey(partitionKey, null);
        }
        return hashKeys[place];
    }
}
