package io.kinesistrace.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kinesistrace.playground.process.ChildProcess;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** Reads back everything that is on a stream. */
public final class StreamReader {
    private final KinesisClient kinesis;
    private final String stream;

    public StreamReader(KinesisClient kinesis, String stream) {
        this.kinesis = kinesis;
        this.stream = stream;
    }

    /** All records that were put before this call, by shard and in order. */
    public Map<String, List<Record>> read() {
        Map<String, List<Record>> records = new LinkedHashMap<>();
        for (Shard shard : shards()) {
            records.put(shard.shardId(), read(shard.shardId()));
        }
        return records;
    }

    /** All records of all shards. */
    public List<Record> readAll() {
        List<Record> all = new ArrayList<>();
        read().values().forEach(all::addAll);
        return all;
    }

    /** Waits for an application's records and returns them by their data, which is also their key; checks that each is on the shard of its key. */
    public Map<String, Record> awaitOnTheirShards(Collection<String> keys, ChildProcess application, Duration limit) {
        await().atMost(limit).until(() -> readAll().size() >= keys.size() || !application.isAlive());
        Map<String, Record> byKey = new HashMap<>();
        read().forEach((shard, records) -> records.forEach(record -> {
            String key = record.data().asUtf8String();
            assertThat(shard).as(key).isEqualTo(shardOf(key));
            assertThat(byKey.put(key, record)).as("%s is read once", key).isNull();
        }));
        assertThat(byKey).as("see %s", application.log()).containsOnlyKeys(keys);
        return byKey;
    }

    /** The shard that Kinesis maps a key to, computed as in the API reference and not with our code. */
    public String shardOf(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("MD5").digest(key.getBytes(StandardCharsets.UTF_8));
            return shardOf(new BigInteger(1, hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The shard whose hash key range contains a number. */
    public String shardOf(BigInteger hash) {
        return shards().stream()
                .filter(shard -> inRange(shard, hash))
                .findFirst()
                .orElseThrow()
                .shardId();
    }

    private List<Shard> shards() {
        return kinesis.listShards(request -> request.streamName(stream)).shards();
    }

    private static boolean inRange(Shard shard, BigInteger hash) {
        return new BigInteger(shard.hashKeyRange().startingHashKey()).compareTo(hash) <= 0
                && new BigInteger(shard.hashKeyRange().endingHashKey()).compareTo(hash) >= 0;
    }

    private List<Record> read(String shard) {
        List<Record> records = new ArrayList<>();
        String iterator = kinesis.getShardIterator(request ->
                        request.streamName(stream).shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        GetRecordsResponse response;
        do {
            String from = iterator;
            response = kinesis.getRecords(request -> request.shardIterator(from));
            records.addAll(response.records());
            iterator = response.nextShardIterator();
        } while (!response.records().isEmpty() && iterator != null);
        return records;
    }
}
