package io.kinesistrace.soak;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.EnumMap;
import java.util.Map;

/**
 * A proxy between a client and a Kinesis that makes requests fail, selected by their number, so that two runs of the same puts have the same
 * faults. For a client that uses JSON and sends one request at a time.
 */
final class FaultyKinesis implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String JSON_TYPE = "application/x-amz-json-1.1";
    private static final int EVERY_NTH_RECORD = 7;

    /** The kinds of faults. */
    enum Mishap {
        /** The service rejects the request. */
        THROTTLED,
        /** The connection breaks before the service receives the request. */
        CUT_BEFORE,
        /** The connection breaks after the service has processed the request: the client cannot know, and sends it again. */
        CUT_AFTER,
        /** The service accepts only some of the records. */
        PARTIAL,
        NONE;

        static Mishap of(int request) {
            if (request % 11 == 3) {
                return THROTTLED;
            }
            if (request % 13 == 5) {
                return CUT_BEFORE;
            }
            if (request % 17 == 7) {
                return CUT_AFTER;
            }
            return request % 4 == 2 ? PARTIAL : NONE;
        }
    }

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<Mishap, Integer> counts = new EnumMap<>(Mishap.class);
    private final WireMockServer proxy;
    private final URI kinesis;
    private int requests;

    FaultyKinesis(URI kinesis) {
        this.kinesis = kinesis;
        this.proxy = new WireMockServer(WireMockConfiguration.options()
                .dynamicPort()
                .disableRequestJournal()
                .extensions(new Spoil()));
        proxy.start();
        proxy.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(WireMock.aResponse()));
    }

    URI endpoint() {
        return URI.create(proxy.baseUrl());
    }

    /** The number of faults by kind. */
    synchronized Map<Mishap, Integer> counts() {
        return Map.copyOf(counts);
    }

    @Override
    public void close() {
        proxy.stop();
    }

    private final class Spoil implements ResponseDefinitionTransformerV2 {
        @Override
        public String getName() {
            return "spoil";
        }

        @Override
        public ResponseDefinition transform(ServeEvent event) {
            return respond(event.getRequest()).build();
        }
    }

    private synchronized ResponseDefinitionBuilder respond(Request request) {
        Mishap mishap = Mishap.of(requests++);
        counts.merge(mishap, 1, Integer::sum);
        return switch (mishap) {
            case THROTTLED -> response(400, "{\"__type\": \"ProvisionedThroughputExceededException\"}".getBytes());
            case CUT_BEFORE -> cut();
            case CUT_AFTER -> {
                forward(request, request.getBody());
                yield cut();
            }
            case PARTIAL -> partly(request);
            case NONE -> {
                HttpResponse<byte[]> answer = forward(request, request.getBody());
                yield response(answer.statusCode(), answer.body());
            }
        };
    }

    private static ResponseDefinitionBuilder cut() {
        return WireMock.aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER);
    }

    private static ResponseDefinitionBuilder response(int status, byte[] body) {
        return WireMock.aResponse()
                .withStatus(status)
                .withHeader("Content-Type", JSON_TYPE)
                .withBody(body);
    }

    /** Withholds every seventh record from the service, and reports it as failed in the response. */
    private ResponseDefinitionBuilder partly(Request request) {
        try {
            ObjectNode body = (ObjectNode) JSON.readTree(request.getBody());
            ArrayNode records = (ArrayNode) body.get("Records");
            ArrayNode taken = JSON.createArrayNode();
            for (int i = 0; i < records.size(); i++) {
                if (!isKept(i)) {
                    taken.add(records.get(i));
                }
            }
            body.set("Records", taken);
            ObjectNode answer = (ObjectNode)
                    JSON.readTree(forward(request, JSON.writeValueAsBytes(body)).body());
            return response(200, JSON.writeValueAsBytes(merge(answer, records.size())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isKept(int record) {
        return record % EVERY_NTH_RECORD == EVERY_NTH_RECORD - 1;
    }

    private static ObjectNode merge(ObjectNode answer, int records) {
        ArrayNode all = JSON.createArrayNode();
        int taken = 0;
        for (int i = 0; i < records; i++) {
            if (isKept(i)) {
                all.addObject()
                        .put("ErrorCode", "ProvisionedThroughputExceededException")
                        .put("ErrorMessage", "Rate exceeded");
            } else {
                all.add(answer.get("Records").get(taken++));
            }
        }
        answer.set("Records", all);
        return answer.put("FailedRecordCount", records - taken);
    }

    private HttpResponse<byte[]> forward(Request request, byte[] body) {
        try {
            HttpRequest.Builder same = HttpRequest.newBuilder(kinesis.resolve(request.getUrl()))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .header("Content-Type", JSON_TYPE);
            for (String header : new String[] {"X-Amz-Target", "X-Amz-Date", "Authorization"}) {
                same.header(header, request.getHeader(header));
            }
            return http.send(same.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
