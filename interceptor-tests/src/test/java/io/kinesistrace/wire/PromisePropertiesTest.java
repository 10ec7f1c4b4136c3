package io.kinesistrace.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import io.kinesistrace.KinesisTraceInterceptor;
import io.kinesistrace.Spans;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.mockito.stubbing.Answer;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/**
 * The promise: whatever is put, whichever interceptors run after ours and whatever fails, every call has the same outcome as without us, and
 * every record is on the same shard as without us, except for one request per client.
 */
@Tag("slow")
class PromisePropertiesTest {
    private static final ExecutionAttribute<Object> CALL =
            new ExecutionAttribute<>("promise.TracingExecutionInterceptor.Context");

    /** The points at which OpenTelemetry fails. */
    enum FaultPoint {
        NOWHERE,
        SPAN_OF_THE_CALLER,
        SPAN_OF_THE_CALL,
        METER
    }

    @BeforeContainer
    static void useJson() {
        System.setProperty("aws.cborEnabled", "false");
    }

    @AfterContainer
    static void useTheDefault() {
        System.clearProperty("aws.cborEnabled");
    }

    @Property(tries = 500)
    void put_anythingBehindAndAnyFault_isWhatItIsWithoutUs(
            @ForAll("requests") @Size(min = 2, max = 5) List<SdkRequest> requests,
            @ForAll("behind") List<Behind> behind,
            @ForAll FaultPoint faultPoint,
            @ForAll("faults") Throwable fault) {
        KinesisTraceInterceptor off =
                KinesisTraceInterceptor.builder().enabled(false).build();
        KinesisTraceInterceptor on = faultPoint == FaultPoint.METER
                ? KinesisTraceInterceptor.builder()
                        .openTelemetry(failing(OpenTelemetry.class, fault))
                        .build()
                : KinesisTraceInterceptor.create();

        List<Object> without = run(requests, off, behind, FaultPoint.NOWHERE, fault);
        List<Object> with = run(requests, on, behind, faultPoint, fault);

        assertThat(with).hasSameSizeAs(without);
        long misplaced = IntStream.range(0, with.size())
                .filter(i -> !Objects.equals(with.get(i), without.get(i)))
                .count();
        assertThat(misplaced)
                .as("%s%n%s", without, with)
                .isLessThanOrEqualTo(mixes(behind) && faultPoint != FaultPoint.SPAN_OF_THE_CALLER ? 1 : 0);
    }

    private static boolean mixes(List<Behind> behind) {
        return behind.contains(Behind.REPLACES_THE_KEY)
                || behind.contains(Behind.PREFIXES_THE_KEY)
                || behind.contains(Behind.DROPS_THE_HASH);
    }

    /** The hashes and data of each request's records, or the exception of the call. */
    private static List<Object> run(
            List<SdkRequest> requests,
            KinesisTraceInterceptor ours,
            List<Behind> behind,
            FaultPoint faultPoint,
            Throwable fault) {
        InMemoryKinesis kinesis = new InMemoryKinesis();
        List<ExecutionInterceptor> interceptors = new ArrayList<>();
        if (faultPoint == FaultPoint.SPAN_OF_THE_CALL) {
            interceptors.add(instrumentationThatFails(fault));
        }
        interceptors.add(ours);
        interceptors.addAll(behind);
        Context caller = faultPoint == FaultPoint.SPAN_OF_THE_CALLER
                ? Context.root().with(failing(Span.class, fault))
                : Spans.contextOf(Spans.SPAN);
        List<Object> outcomes = new ArrayList<>();
        try (KinesisClient client = kinesis.client(interceptors);
                Scope scope = caller.makeCurrent()) {
            for (SdkRequest request : requests) {
                outcomes.add(outcome(client, request, kinesis));
            }
        }
        return outcomes;
    }

    private static Object outcome(KinesisClient client, SdkRequest request, InMemoryKinesis kinesis) {
        int before = kinesis.requests().size();
        try {
            if (request instanceof PutRecordsRequest batch) {
                client.putRecords(batch);
            } else {
                client.putRecord((PutRecordRequest) request);
            }
        } catch (RuntimeException e) {
            return e.getClass();
        }
        return kinesis.requests().subList(before, kinesis.requests().size()).stream()
                .flatMap(List::stream)
                .map(record -> List.of(record.place(), record.data()))
                .toList();
    }

    private static ExecutionInterceptor instrumentationThatFails(Throwable fault) {
        return new ExecutionInterceptor() {
            @Override
            public void beforeExecution(
                    software.amazon.awssdk.core.interceptor.Context.BeforeExecution context,
                    ExecutionAttributes attributes) {
                attributes.putAttribute(CALL, failing(Context.class, fault));
            }
        };
    }

    /** All methods throw, except the one that stores a span in a context. */
    private static <T> T failing(Class<T> type, Throwable fault) {
        Answer<Object> answer = call -> {
            if (call.getMethod().getName().equals("storeInContext")) {
                return call.callRealMethod();
            }
            return sneakyThrow(fault);
        };
        return mock(type, answer);
    }

    @SuppressWarnings("unchecked")
    private static <T, X extends Throwable> T sneakyThrow(Throwable thrown) throws X {
        throw (X) thrown;
    }

    @Provide
    Arbitrary<List<Behind>> behind() {
        return Arbitraries.of(Behind.class).list().ofMaxSize(2);
    }

    @Provide
    Arbitrary<Throwable> faults() {
        return Arbitraries.of(
                new IllegalStateException(), new AssertionError(), new NoSuchMethodError(), new java.io.IOException());
    }

    @Provide
    Arbitrary<List<SdkRequest>> requests() {
        Arbitrary<PutRecordsRequestEntry> entries = Combinators.combine(keys(), hashes(), data())
                .as((key, hash, data) -> PutRecordsRequestEntry.builder()
                        .partitionKey(key)
                        .explicitHashKey(hash)
                        .data(data)
                        .build());
        Arbitrary<SdkRequest> single = entries.map(entry -> PutRecordRequest.builder()
                .streamName("orders")
                .partitionKey(entry.partitionKey())
                .explicitHashKey(entry.explicitHashKey())
                .data(entry.data())
                .build());
        Arbitrary<SdkRequest> batch = entries.list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(records -> PutRecordsRequest.builder()
                        .streamName("orders")
                        .records(records)
                        .build());
        return Arbitraries.oneOf(single, batch).list();
    }

    private static Arbitrary<String> keys() {
        return Arbitraries.oneOf(
                Arbitraries.of("order-17", "order-18", "日本語", "k".repeat(256)),
                Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(20));
    }

    private static Arbitrary<String> hashes() {
        return Arbitraries.of("0", "170141183460469231731687303715884105728").injectNull(0.8);
    }

    private static Arbitrary<SdkBytes> data() {
        return Arbitraries.integers().between(1, 40).map(size -> SdkBytes.fromByteArray(new byte[size]));
    }
}
