package io.kinesistrace.examples.flink;

import java.time.Duration;
import java.util.Properties;
import org.apache.flink.api.common.restartstrategy.RestartStrategies;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.api.common.time.Time;
import org.apache.flink.connector.kinesis.sink.KinesisStreamsSink;
import org.apache.flink.connector.kinesis.sink.PartitionKeyGenerator;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Runs a job in a cluster in this JVM that writes to a local Kinesis, with the order as the key. Arguments: the endpoint, the stream, and
 * whether each order has its own trace; if so, the job also fails once, after a checkpoint.
 */
public final class LocalJob {
    private static final int SMALL_BATCH = 20;

    private LocalJob() {}

    public static void main(String[] args) throws Exception {
        boolean traced = Boolean.parseBoolean(args[2]);
        StreamExecutionEnvironment flink = StreamExecutionEnvironment.createLocalEnvironment(1);
        flink.enableCheckpointing(200);
        flink.setRestartStrategy(RestartStrategies.fixedDelayRestart(1, Time.milliseconds(0)));
        SingleOutputStreamOperator<String> orders = flink.addSource(new OrderSource(traced))
                .returns(String.class)
                // Flink does not chain a sink to this old kind of source.
                .disableChaining();
        PartitionKeyGenerator<String> key = order -> order;
        if (traced) {
            // One batch at the end, so that all orders in a checkpoint are in the sink's buffer.
            orders.process(new OrderSpans())
                    .sinkTo(sink(args, new TracedKeyGenerator<>(key), OrderSource.ORDERS, Duration.ofMinutes(5)));
        } else {
            orders.sinkTo(sink(args, key, SMALL_BATCH, Duration.ofSeconds(1)));
        }
        flink.execute();
    }

    private static KinesisStreamsSink<String> sink(
            String[] args, PartitionKeyGenerator<String> key, int batch, Duration buffered) {
        Properties client = new Properties();
        client.setProperty("aws.endpoint", args[0]);
        client.setProperty("aws.region", "us-east-1");
        client.setProperty("aws.credentials.provider", "BASIC");
        client.setProperty("aws.credentials.provider.basic.accesskeyid", "none");
        client.setProperty("aws.credentials.provider.basic.secretkey", "none");
        client.setProperty("aws.http.protocol.version", "HTTP1_1");
        return KinesisStreamsSink.<String>builder()
                .setStreamName(args[1])
                .setKinesisClientProperties(client)
                .setSerializationSchema(new SimpleStringSchema())
                .setPartitionKeyGenerator(key)
                .setMaxBatchSize(batch)
                .setMaxTimeInBufferMS(buffered.toMillis())
                .build();
    }
}
