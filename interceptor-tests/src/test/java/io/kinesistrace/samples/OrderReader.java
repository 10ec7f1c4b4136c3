package io.kinesistrace.samples;

import io.kinesistrace.consumer.KinesisConsumerTelemetry;
import io.kinesistrace.consumer.ShardTelemetry;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import java.util.List;
import software.amazon.awssdk.services.kinesis.model.Record;

public class OrderReader {
    private final ShardTelemetry<Record> shard = KinesisConsumerTelemetry.create(GlobalOpenTelemetry.get())
            .shard("orders", "shardId-000000000000", Record::partitionKey, Record::sequenceNumber);

    public void handle(List<Record> records) {
        for (Record record : records) {
            shard.process(record, () -> handle(record));
        }
    }

    void handle(Record record) {
        System.out.println("Handled in trace " + Span.current().getSpanContext().getTraceId());
    }
}
