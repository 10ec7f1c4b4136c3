package io.kinesistrace.playground.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.kinesis.model.Record;

/**
 * The event that Lambda creates from records.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html">Example event</a>
 */
public final class KinesisEventJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ACCOUNT = "arn:aws:kinesis:us-east-1:000000000000:stream/";

    private KinesisEventJson() {}

    /** The event as bytes of JSON. */
    public static byte[] of(String stream, String shard, List<Record> records) {
        try {
            return JSON.writeValueAsBytes(Map.of(
                    "Records",
                    records.stream()
                            .map(record -> record(stream, shard, record))
                            .toList()));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> record(String stream, String shard, Record record) {
        return Map.of(
                "kinesis",
                Map.of(
                        "kinesisSchemaVersion", "1.0",
                        "partitionKey", record.partitionKey(),
                        "sequenceNumber", record.sequenceNumber(),
                        "data", Base64.getEncoder().encodeToString(record.data().asByteArray()),
                        "approximateArrivalTimestamp",
                                record.approximateArrivalTimestamp().toEpochMilli() / 1000.0),
                "eventSource",
                "aws:kinesis",
                "eventVersion",
                "1.0",
                "eventID",
                shard + ':' + record.sequenceNumber(),
                "eventName",
                "aws:kinesis:record",
                "invokeIdentityArn",
                "arn:aws:iam::000000000000:role/event-consumer",
                "awsRegion",
                "us-east-1",
                "eventSourceARN",
                ACCOUNT + stream);
    }
}
