package io.kinesistrace.examples.kpl;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesistrace.kinesis.StreamReader;
import io.kinesistrace.playground.kinesis.LocalKinesis;
import io.kinesistrace.playground.process.Downloads;
import io.kinesistrace.playground.process.JavaProgram;
import io.kinesistrace.servers.SharedServers;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.kinesis.model.Record;

/** The published library with its native process, against a local Kinesis. */
@ExtendWith(SharedServers.class)
class OrderProducerTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String NEWER = "amazon-kinesis-producer-";

    private final LocalKinesis kinesis;
    private final String stream = "kpl-" + UUID.randomUUID();

    OrderProducerTest(LocalKinesis kinesis) {
        this.kinesis = kinesis;
        kinesis.createStream(stream, 2);
    }

    @ParameterizedTest(name = "aggregated: {0}")
    @ValueSource(booleans = {true, false})
    void put_version11_eachUserRecordIsInItsTraceOnItsShard(boolean aggregated) throws IOException {
        put(JavaProgram.classPath(), aggregated, LocalOrders.OF_THE_EXAMPLE);

        assertEachInItsTraceOnItsShard(aggregated);
    }

    @ParameterizedTest(name = "aggregated: {0}")
    @ValueSource(booleans = {true, false})
    void put_version10_eachUserRecordIsInItsTraceOnItsShard(boolean aggregated) throws IOException {
        put(withOlderLibrary(), aggregated, LocalOrders.OF_THE_LIBRARY);

        assertEachInItsTraceOnItsShard(aggregated);
    }

    /** The reason for the setting in the example. If this fails, the library no longer needs it. */
    @Test
    void put_version11WithoutTheSetting_leavesItsShardAtFirst() throws IOException {
        put(JavaProgram.classPath(), false, LocalOrders.OF_THE_LIBRARY);

        assertThat(misplaced(new StreamReader(kinesis.client(), stream))).isNotEmpty();
    }

    /** With three bytes of data per record, an aggregate consists mostly of keys. */
    @Test
    void put_aggregatedTinyRecords_growByTheContextAndNoMore() throws IOException {
        put(JavaProgram.classPath(), true, LocalOrders.OF_THE_EXAMPLE);
        double traced = bytesPerAggregatedOrder(stream);
        String untraced = stream + "-untraced";
        kinesis.createStream(untraced, 2);

        put(untraced, JavaProgram.classPath(), true, LocalOrders.UNTRACED);

        double plain = bytesPerAggregatedOrder(untraced);
        System.out.printf("bytes per aggregated order: %.1f without context, %.1f with%n", plain, traced);
        assertThat(traced - plain).isBetween(45.0, 110.0);
    }

    private void assertEachInItsTraceOnItsShard(boolean aggregated) {
        StreamReader reader = new StreamReader(kinesis.client(), stream);
        List<Integer> found = new ArrayList<>();
        for (Record record : reader.readAll()) {
            UserRecords.in(record).forEach(user -> {
                int number = Integer.parseInt(user.data());
                found.add(number);
                assertThat(user.partitionKey())
                        .isEqualTo("00-" + LocalOrders.span(number).getTraceId() + '-'
                                + LocalOrders.span(number).getSpanId() + "-01");
            });
        }

        assertThat(found).doesNotHaveDuplicates().hasSize(LocalOrders.ORDERS);
        assertThat(misplaced(reader)).isEmpty();
        assertThat(reader.readAll().stream().anyMatch(UserRecords::isAggregate)).isEqualTo(aggregated);
    }

    /** The orders that are not on the shard of their key. */
    private static List<Integer> misplaced(StreamReader reader) {
        List<Integer> misplaced = new ArrayList<>();
        reader.read().forEach((shard, records) -> records.stream()
                .flatMap(UserRecords::in)
                .map(user -> Integer.parseInt(user.data()))
                .filter(number -> !shard.equals(reader.shardOf(LocalOrders.order(number))))
                .forEach(misplaced::add));
        return misplaced;
    }

    private double bytesPerAggregatedOrder(String of) {
        List<Record> aggregates = new StreamReader(kinesis.client(), of)
                .readAll().stream().filter(UserRecords::isAggregate).toList();
        assertThat(aggregates).isNotEmpty();
        long orders = aggregates.stream().flatMap(UserRecords::in).count();
        int bytes = aggregates.stream()
                .mapToInt(record -> record.data().asByteArray().length)
                .sum();
        return bytes / (double) orders;
    }

    private void put(String classPath, boolean aggregated, String configuration) throws IOException {
        put(stream, classPath, aggregated, configuration);
    }

    private void put(String to, String classPath, boolean aggregated, String configuration) throws IOException {
        Path log = Path.of("target", "applications", to + ".log");
        int exitCode = JavaProgram.ofClass(LocalOrders.class.getName(), classPath)
                .arguments(Integer.toString(kinesis.tlsPort()), to, Boolean.toString(aggregated), configuration)
                .start(log)
                .waitFor(LIMIT);
        assertThat(exitCode).as(Files.readString(log)).isZero();
    }

    private static String withOlderLibrary() {
        return Stream.concat(
                        Stream.of(Downloads.file("older-kpl.jar").toString()),
                        Arrays.stream(JavaProgram.classPath().split(File.pathSeparator))
                                .filter(entry ->
                                        !Path.of(entry).getFileName().toString().startsWith(NEWER)))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
