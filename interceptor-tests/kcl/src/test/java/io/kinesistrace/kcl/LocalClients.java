package io.kinesistrace.kcl;

import io.kinesistrace.playground.kinesis.LocalKinesis;
import java.net.URI;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/** The clients that a worker needs, for servers on this machine. */
record LocalClients(KinesisAsyncClient kinesis, DynamoDbAsyncClient dynamoDb, CloudWatchAsyncClient cloudWatch)
        implements AutoCloseable {

    static LocalClients of(URI kinesis, URI dynamoDb) {
        return new LocalClients(
                LocalKinesis.configure(KinesisAsyncClient.builder(), kinesis).build(),
                LocalKinesis.configure(DynamoDbAsyncClient.builder(), dynamoDb).build(),
                // Never called: metrics are off.
                LocalKinesis.configure(CloudWatchAsyncClient.builder(), dynamoDb)
                        .build());
    }

    @Override
    public void close() {
        kinesis.close();
        dynamoDb.close();
        cloudWatch.close();
    }
}
