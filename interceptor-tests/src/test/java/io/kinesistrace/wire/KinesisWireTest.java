package io.kinesistrace.wire;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static io.kinesistrace.Spans.SPAN;
import static io.kinesistrace.Spans.TRACEPARENT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.kinesistrace.KeyFormat;
import io.kinesistrace.KinesisTraceInterceptor;
import io.kinesistrace.ShardRouting;
import io.kinesistrace.Spans;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;

/** The requests on the wire of a client that found the interceptor on the class path. */
@ParameterizedClass
@EnumSource(WireClient.class)
class KinesisWireTest {
    private static final String KEY = "order-17";
    private static final String OTHER_KEY = "order-18";
    /** MD5 of the keys, computed independently. */
    private static final String HASH = "763679404708269414593072851680915699";

    private static final String OTHER_HASH = "236374949245737798136480103817563267037";
    private static final String PAYLOAD = "{\"order\": 17, \"note\": \"日本語 😀\"}";
    private static final Map<String, String> ACCEPTED =
            Map.of("ShardId", "shardId-000000000000", "SequenceNumber", "1");

    @Parameter
    WireClient wire;

    private static final WireMockServer KINESIS =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());

    @BeforeAll
    static void start() {
        KINESIS.start();
    }

    @AfterAll
    static void stop() {
        KINESIS.stop();
    }

    @AfterEach
    void reset() {
        KINESIS.resetAll();
        WireClient.reset();
    }

    @Test
    void putRecord_withinASpan_onlyKeyAndHashDiffer() {
        KINESIS.stubFor(post(anyUrl()).willReturn(wire.response(200, ACCEPTED)));

        try (WireClient.Puts client = wire.open(endpoint());
                Scope scope = Spans.contextOf(SPAN).makeCurrent()) {
            client.put(put().toBuilder().sequenceNumberForOrdering("42").build());
        }

        JsonNode sent = onlyRequest();
        assertThat(sent.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "StreamName", "Data", "PartitionKey", "ExplicitHashKey", "SequenceNumberForOrdering");
        assertThat(sent.get("StreamName").asText()).isEqualTo("orders");
        assertThat(sent.get("PartitionKey").asText()).isEqualTo(TRACEPARENT);
        assertThat(sent.get("ExplicitHashKey").asText()).isEqualTo(HASH);
        assertThat(sent.get("SequenceNumberForOrdering").asText()).isEqualTo("42");
        assertThat(data(sent)).isEqualTo(PAYLOAD);
    }

    @Test
    void putRecord_withoutASpan_isSentUnmodified() {
        KINESIS.stubFor(post(anyUrl()).willReturn(wire.response(200, ACCEPTED)));

        try (WireClient.Puts client = wire.open(endpoint())) {
            client.put(put());
        }

        JsonNode sent = onlyRequest();
        assertThat(sent.get("PartitionKey").asText()).isEqualTo(KEY);
        assertThat(sent.has("ExplicitHashKey")).isFalse();
    }

    @Test
    void putRecord_routedByPartitionKey_setsNoHash() {
        KINESIS.stubFor(post(anyUrl()).willReturn(wire.response(200, ACCEPTED)));

        try (WireClient.Puts client = wire.open(
                        endpoint(),
                        KinesisTraceInterceptor.builder()
                                .routing(ShardRouting.PARTITION_KEY)
                                .build());
                Scope scope = Spans.contextOf(SPAN).makeCurrent()) {
            client.put(put());
        }

        JsonNode sent = onlyRequest();
        assertThat(sent.get("PartitionKey").asText()).isEqualTo(TRACEPARENT);
        assertThat(sent.has("ExplicitHashKey")).isFalse();
    }

    @Test
    void putRecord_alsoOnTheBuilder_injectsOnceWithItsSettings() {
        KINESIS.stubFor(post(anyUrl()).willReturn(wire.response(200, ACCEPTED)));

        try (WireClient.Puts client = wire.open(
                        endpoint(),
                        KinesisTraceInterceptor.builder()
                                .keyFormat(KeyFormat.TRACEPARENT_AND_KEY)
                                .build());
                Scope scope = Spans.contextOf(SPAN).makeCurrent()) {
            client.put(put());
        }

        JsonNode sent = onlyRequest();
        assertThat(sent.get("PartitionKey").asText()).isEqualTo(TRACEPARENT + ",," + KEY);
        assertThat(sent.get("ExplicitHashKey").asText()).isEqualTo(HASH);
    }

    @Test
    void putRecord_switchedOffOnTheBuilder_isSentUnmodified() {
        KINESIS.stubFor(post(anyUrl()).willReturn(wire.response(200, ACCEPTED)));

        try (WireClient.Puts client = wire.open(
                        endpoint(),
                        KinesisTraceInterceptor.builder().enabled(false).build());
                Scope scope = Spans.contextOf(SPAN).makeCurrent()) {
            client.put(put());
        }

        assertThat(onlyRequest().get("PartitionKey").asText()).isEqualTo(KEY);
    }

    @Test
    void putRecord_failsOnceInsideTheService_theRetryCarriesTheSameKey() {
        respondInTurn(wire.response(500, Map.of("__type", "InternalFailureException")), wire.response(200, ACCEPTED));

        putWithinSpan();

        assertSameKeyTwice();
    }

    @Test
    void putRecord_throttledOnce_theRetryCarriesTheSameKey() {
        respondInTurn(
                wire.response(
                        400, Map.of("__type", "ProvisionedThroughputExceededException", "message", "Rate exceeded")),
                wire.response(200, ACCEPTED));

        putWithinSpan();

        assertSameKeyTwice();
    }

    @Test
    void putRecords_withinASpan_everyRecordOnItsOwnShard() {
        KINESIS.stubFor(
                post(anyUrl()).willReturn(wire.response(200, batchResponse(List.of(ACCEPTED, ACCEPTED, ACCEPTED)))));
        PutRecordsRequestEntry hashed =
                entry(KEY).toBuilder().explicitHashKey("7").build();

        try (WireClient.Puts client = wire.open(endpoint());
                Scope scope = Spans.contextOf(SPAN).makeCurrent()) {
            client.put(batch(List.of(entry(KEY), entry(OTHER_KEY), hashed)));
        }

        JsonNode records = onlyRequest().get("Records");
        assertThat(records).hasSize(3);
        assertThat(records).allSatisfy(record -> {
            assertThat(record.get("PartitionKey").asText()).isEqualTo(TRACEPARENT);
            assertThat(data(record)).isEqualTo(PAYLOAD);
        });
        assertThat(hashesOf(records)).containsExactly(HASH, OTHER_HASH, "7");
    }

    @Test
    void putRecords_partialFailure_retriedRecordsCarryAgain() {
        Map<String, String> throttled =
                Map.of("ErrorCode", "ProvisionedThroughputExceededException", "ErrorMessage", "");
        respondInTurn(
                wire.response(200, batchResponse(List.of(ACCEPTED, throttled))),
                wire.response(200, batchResponse(List.of(ACCEPTED))));
        List<PutRecordsRequestEntry> entries = List.of(entry(KEY), entry(OTHER_KEY));

        try (WireClient.Puts client = wire.open(endpoint());
                Scope scope = Spans.contextOf(SPAN).makeCurrent()) {
            PutRecordsResponse response = client.put(batch(entries));
            client.put(batch(failed(entries, response)));
        }

        List<LoggedRequest> requests = requests();
        assertThat(requests).hasSize(2);
        JsonNode again = wire.read(requests.get(1).getBody()).get("Records");
        assertThat(again).hasSize(1);
        assertThat(again.get(0).get("PartitionKey").asText()).isEqualTo(TRACEPARENT);
        assertThat(again.get(0).get("ExplicitHashKey").asText()).isEqualTo(OTHER_HASH);
    }

    @Test
    void putRecord_requestReplacedBeforeOurs_carriesOnTheNewShard() {
        KINESIS.stubFor(post(anyUrl()).willReturn(wire.response(200, ACCEPTED)));

        try (WireClient.Puts client = wire.open(
                        endpoint(),
                        replacing(put().toBuilder().partitionKey(OTHER_KEY).build()),
                        KinesisTraceInterceptor.create());
                Scope scope = Spans.contextOf(SPAN).makeCurrent()) {
            client.put(put());
        }

        assertThat(onlyRequest().get("PartitionKey").asText()).isEqualTo(TRACEPARENT);
        assertThat(onlyRequest().get("ExplicitHashKey").asText()).isEqualTo(OTHER_HASH);
    }

    @Test
    void putRecord_requestReplacedAfterOurs_isSentAsThatOneSays() {
        KINESIS.stubFor(post(anyUrl()).willReturn(wire.response(200, ACCEPTED)));

        try (WireClient.Puts client = wire.open(
                        endpoint(),
                        replacing(put().toBuilder().partitionKey(OTHER_KEY).build()));
                Scope scope = Spans.contextOf(SPAN).makeCurrent()) {
            client.put(put());
        }

        assertThat(onlyRequest().get("PartitionKey").asText()).isEqualTo(OTHER_KEY);
        assertThat(onlyRequest().has("ExplicitHashKey")).isFalse();
    }

    @Test
    void putRecord_keyReplacedAfterOurs_oneRequestIsMisplacedAndNoMore() {
        KINESIS.stubFor(post(anyUrl()).willReturn(wire.response(200, ACCEPTED)));

        try (WireClient.Puts client = wire.open(endpoint(), Behind.REPLACES_THE_KEY);
                Scope scope = Spans.contextOf(SPAN).makeCurrent()) {
            client.put(put());
            client.put(put());
            client.put(put());
        }

        assertThat(sent())
                .extracting(record -> record.get("PartitionKey").asText())
                .allMatch(key -> key.startsWith("tenant-"));
        assertThat(sent()).extracting(record -> record.has("ExplicitHashKey")).containsExactly(true, false, false);
    }

    @Test
    void putRecords_keyReplacedAfterOurs_oneRequestIsMisplacedAndNoMore() {
        KINESIS.stubFor(post(anyUrl()).willReturn(wire.response(200, batchResponse(List.of(ACCEPTED)))));
        PutRecordsRequest batch = PutRecordsRequest.builder()
                .streamName("orders")
                .records(entry(KEY))
                .build();

        try (WireClient.Puts client = wire.open(endpoint(), Behind.REPLACES_THE_KEY);
                Scope scope = Spans.contextOf(SPAN).makeCurrent()) {
            client.put(batch);
            client.put(batch);
        }

        assertThat(sent())
                .extracting(request -> request.get("Records").get(0).has("ExplicitHashKey"))
                .containsExactly(true, false);
    }

    /** A plugin of one request adds an interceptor, which runs after those of the client. */
    @Test
    void putRecord_pluginOfTheRequestReplacesTheKey_oneRequestIsMisplaced() {
        KINESIS.stubFor(post(anyUrl()).willReturn(wire.response(200, ACCEPTED)));
        SdkPlugin plugin = config -> config.overrideConfiguration(config.overrideConfiguration().toBuilder()
                .addExecutionInterceptor(Behind.REPLACES_THE_KEY)
                .build());
        PutRecordRequest withPlugin = put().toBuilder()
                .overrideConfiguration(overrides -> overrides.addPlugin(plugin))
                .build();

        try (WireClient.Puts client = wire.open(endpoint());
                Scope scope = Spans.contextOf(SPAN).makeCurrent()) {
            client.put(withPlugin);
            client.put(withPlugin);
        }

        assertThat(sent()).extracting(record -> record.has("ExplicitHashKey")).containsExactly(true, false);
    }

    @Test
    void putRecord_anotherInterceptorChangesSomethingElse_carriesInEveryRequest() {
        KINESIS.stubFor(post(anyUrl()).willReturn(wire.response(200, ACCEPTED)));
        ExecutionInterceptor renaming = new ExecutionInterceptor() {
            @Override
            public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
                return ((PutRecordRequest) context.request())
                        .toBuilder().streamName("renamed").build();
            }
        };

        try (WireClient.Puts client = wire.open(endpoint(), renaming);
                Scope scope = Spans.contextOf(SPAN).makeCurrent()) {
            client.put(put());
            client.put(put());
        }

        assertThat(sent()).allSatisfy(record -> {
            assertThat(record.get("StreamName").asText()).isEqualTo("renamed");
            assertThat(record.get("PartitionKey").asText()).isEqualTo(TRACEPARENT);
        });
    }

    @Test
    void putRecord_keylessStream_carriesTheContextAsItsKey() {
        KINESIS.stubFor(post(anyUrl()).willReturn(wire.response(200, ACCEPTED)));
        KinesisTraceInterceptor keyless =
                KinesisTraceInterceptor.builder().keylessStreams("orders").build();
        PutRecordRequest withoutKey = put().toBuilder().partitionKey(null).build();

        try (WireClient.Puts listed = wire.open(endpoint(), keyless);
                WireClient.Puts unlisted = wire.open(endpoint());
                Scope scope = Spans.contextOf(SPAN).makeCurrent()) {
            listed.put(withoutKey);
            unlisted.put(withoutKey);
        }

        assertThat(sent().get(0).get("PartitionKey").asText()).isEqualTo(TRACEPARENT);
        assertThat(sent().get(0).has("ExplicitHashKey")).isFalse();
        assertThat(sent().get(1).has("PartitionKey")).isFalse();
    }

    @Test
    void putRecord_stampedKey_getsTheHashOfItsOriginalKeyWithoutASpan() {
        KINESIS.stubFor(post(anyUrl()).willReturn(wire.response(200, ACCEPTED)));

        try (WireClient.Puts client = wire.open(endpoint())) {
            client.put(put().toBuilder().partitionKey(TRACEPARENT + ",," + KEY).build());
        }

        assertThat(onlyRequest().get("PartitionKey").asText()).isEqualTo(TRACEPARENT + ",," + KEY);
        assertThat(onlyRequest().get("ExplicitHashKey").asText()).isEqualTo(HASH);
    }

    private List<JsonNode> sent() {
        return requests().stream().map(request -> wire.read(request.getBody())).toList();
    }

    private static ExecutionInterceptor replacing(PutRecordRequest replacement) {
        return new ExecutionInterceptor() {
            @Override
            public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
                return replacement;
            }
        };
    }

    private void putWithinSpan() {
        try (WireClient.Puts client = wire.open(endpoint());
                Scope scope = Spans.contextOf(SPAN).makeCurrent()) {
            client.put(put());
        }
    }

    private void assertSameKeyTwice() {
        List<LoggedRequest> requests = requests();
        assertThat(requests).hasSize(2);
        assertThat(requests).allSatisfy(request -> {
            JsonNode sent = wire.read(request.getBody());
            assertThat(sent.get("PartitionKey").asText()).isEqualTo(TRACEPARENT);
            assertThat(sent.get("ExplicitHashKey").asText()).isEqualTo(HASH);
        });
    }

    private void respondInTurn(
            com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder first,
            com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder second) {
        KINESIS.stubFor(post(anyUrl())
                .inScenario("turns")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("second")
                .willReturn(first));
        KINESIS.stubFor(
                post(anyUrl()).inScenario("turns").whenScenarioStateIs("second").willReturn(second));
    }

    private static Map<String, ?> batchResponse(List<Map<String, String>> records) {
        long failed = records.stream()
                .filter(record -> record.containsKey("ErrorCode"))
                .count();
        return Map.of("FailedRecordCount", (int) failed, "Records", records);
    }

    private static List<PutRecordsRequestEntry> failed(
            List<PutRecordsRequestEntry> entries, PutRecordsResponse response) {
        List<PutRecordsRequestEntry> failed = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            if (response.records().get(i).errorCode() != null) {
                failed.add(entries.get(i));
            }
        }
        return failed;
    }

    private static List<String> hashesOf(JsonNode records) {
        List<String> hashes = new ArrayList<>();
        records.forEach(record -> hashes.add(record.get("ExplicitHashKey").asText()));
        return hashes;
    }

    private URI endpoint() {
        return URI.create(KINESIS.baseUrl());
    }

    private JsonNode onlyRequest() {
        List<LoggedRequest> requests = requests();
        assertThat(requests).hasSize(1);
        return wire.read(requests.get(0).getBody());
    }

    private List<LoggedRequest> requests() {
        return KINESIS.findAll(postRequestedFor(anyUrl()));
    }

    /** Binary in CBOR, Base64 in JSON: Jackson reads both. */
    private static String data(JsonNode record) {
        try {
            return new String(record.get("Data").binaryValue(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PutRecordRequest put() {
        return PutRecordRequest.builder()
                .streamName("orders")
                .partitionKey(KEY)
                .data(SdkBytes.fromUtf8String(PAYLOAD))
                .build();
    }

    private static PutRecordsRequestEntry entry(String key) {
        return PutRecordsRequestEntry.builder()
                .partitionKey(key)
                .data(SdkBytes.fromUtf8String(PAYLOAD))
                .build();
    }

    private static PutRecordsRequest batch(List<PutRecordsRequestEntry> entries) {
        return PutRecordsRequest.builder().streamName("orders").records(entries).build();
    }
}
