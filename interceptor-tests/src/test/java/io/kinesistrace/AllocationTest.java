package io.kinesistrace;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;

/**
 * The bytes that the hooks allocate per call. The bounds leave room for a JVM that has not optimized yet: they detect a search of all
 * attributes, a provider lookup or a formatter, not a few bytes.
 */
class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int CALLS = 20_000;
    private static final String TRACEPARENT = Spans.TRACEPARENT;
    /** As many as a real call has. */
    private static final List<ExecutionAttribute<Object>> OF_THE_SDK = IntStream.range(0, 40)
            .mapToObj(i -> new ExecutionAttribute<Object>("AllocationTest." + i))
            .toList();

    private static final String HASH = "763679404708269414593072851680915699";

    private final KinesisTraceInterceptor interceptor = KinesisTraceInterceptor.create();
    private final ExecutionAttributes attributes = new ExecutionAttributes();
    private Optional<ExecutionAttribute<Object>> ourAttribute = Optional.empty();
    private final PutRecordRequest put = PutRecordRequest.builder()
            .streamName("orders")
            .partitionKey("order-17")
            .data(SdkBytes.fromByteArray(new byte[1024]))
            .build();

    @BeforeEach
    @SuppressWarnings("unchecked")
    void findOurAttribute() {
        OF_THE_SDK.forEach(attribute -> attributes.putAttribute(attribute, "of the SDK"));
        hooks(put);
        ourAttribute = attributes.getAttributes().keySet().stream()
                .map(attribute -> (ExecutionAttribute<Object>) attribute)
                .filter(attribute -> !OF_THE_SDK.contains(attribute))
                .findFirst();
    }

    @Test
    void putRecord_withinASpan_allocatesLittleMoreThanTheCopyOfTheRequest() {
        long copy = perCall(i ->
                put.toBuilder().partitionKey(TRACEPARENT).explicitHashKey(HASH).build());

        assertThat(perCall(withinSpan(put)) - copy).isLessThan(800);
    }

    @Test
    void putRecord_outsideOfAnySpan_allocatesNextToNothing() {
        assertThat(perCall(i -> hooks(put))).isLessThan(320);
    }

    @Test
    void anotherService_allocatesNothing() {
        ListBucketsRequest other = ListBucketsRequest.builder().build();

        assertThat(perCall(i -> {
                    interceptor.beforeExecution(() -> other, attributes);
                    return interceptor.modifyRequest(() -> other, attributes);
                }))
                .as("only the two lambdas of this test")
                .isLessThanOrEqualTo(48);
    }

    @Test
    void putRecords_fewGroups_allocatesLittleMorePerRecordThanTheirCopies() {
        int records = 500;
        PutRecordsRequest batch = batch(records);
        long copies = perCall(CALLS / records, i -> {
            List<PutRecordsRequestEntry> copied = new ArrayList<>(records);
            for (PutRecordsRequestEntry entry : batch.records()) {
                copied.add(entry.toBuilder()
                        .partitionKey(TRACEPARENT)
                        .explicitHashKey(HASH)
                        .build());
            }
            return batch.toBuilder().records(copied).build();
        });

        long ours = perCall(CALLS / records, withinSpan(batch));

        assertThat((ours - copies) / records).isLessThan(40);
    }

    private static PutRecordsRequest batch(int records) {
        List<PutRecordsRequestEntry> entries = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            entries.add(PutRecordsRequestEntry.builder()
                    .partitionKey("group-" + i % 10)
                    .data(SdkBytes.fromUtf8String("{}"))
                    .build());
        }
        return PutRecordsRequest.builder().streamName("orders").records(entries).build();
    }

    private IntFunction<Object> withinSpan(SdkRequest request) {
        Context span = Spans.contextOf(Spans.SPAN);
        return i -> {
            try (Scope scope = span.makeCurrent()) {
                return hooks(request);
            }
        };
    }

    private Object hooks(SdkRequest request) {
        // As at the start of a call: only our own allocations count.
        ourAttribute.ifPresent(ours -> attributes.putAttribute(ours, null));
        interceptor.beforeExecution(() -> request, attributes);
        return interceptor.modifyRequest(() -> request, attributes);
    }

    private static long perCall(IntFunction<Object> call) {
        return perCall(CALLS, call);
    }

    private static long perCall(int calls, IntFunction<Object> call) {
        Object last = null;
        for (int i = 0; i < calls; i++) {
            last = call.apply(i);
        }
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < calls; i++) {
            last = call.apply(i);
        }
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertThat(last).isNotNull();
        return bytes / calls;
    }
}
