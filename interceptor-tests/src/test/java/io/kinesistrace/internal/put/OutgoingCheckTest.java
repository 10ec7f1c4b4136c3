package io.kinesistrace.internal.put;

import static io.kinesistrace.internal.put.OutgoingCheck.Result.KEPT;
import static io.kinesistrace.internal.put.OutgoingCheck.Result.MISPLACED;
import static io.kinesistrace.internal.put.OutgoingCheck.Result.REPLACED;
import static org.assertj.core.api.Assertions.assertThat;

import io.kinesistrace.KeyFormat;
import io.kinesistrace.ShardRouting;
import io.kinesistrace.Spans;
import io.kinesistrace.internal.wire.KeyHash;
import io.kinesistrace.internal.wire.KeyWriter;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

class OutgoingCheckTest {
    private static final KeyHash HASH = KeyHash.md5();

    private final KeyWriter writer = new KeyWriter(ShardRouting.ORIGINAL_KEY, KeyFormat.TRACEPARENT, HASH);
    private final PutRecordsRequest asked = batch(entry("order-17"), entry("order-18"));
    private final PutRecordsRequest ours =
            (PutRecordsRequest) Tracers.modify(Tracers.tracer(options -> {}), asked, Spans.SPAN);

    @Test
    void compare_anotherFieldOfTheRequest_isKept() {
        assertThat(compare(ours.toBuilder().streamName("other").build())).isEqualTo(KEPT);
    }

    @Test
    void compare_moreRecords_areNoneOfOurBusiness() {
        assertThat(compare(batch(
                        ours.records().get(1), entry("order-19"), ours.records().get(0))))
                .isEqualTo(KEPT);
    }

    /** The SDK rejects such a request, with its own message. */
    @Test
    void compare_entryThatIsNull_isKept() {
        PutRecordsRequest withNull = batch(null, entry("order-18"));
        SdkRequest changed = Tracers.modify(Tracers.tracer(options -> {}), withNull, Spans.SPAN);

        assertThat(OutgoingCheck.compare(
                        writer, withNull, changed, changed.toBuilder().build()))
                .isEqualTo(KEPT);
    }

    @Test
    void compare_keyReplacedUnderOurHash_isMisplaced() {
        assertThat(compareWithFirst(entry -> entry.partitionKey("tenant-1"))).isEqualTo(MISPLACED);
    }

    @Test
    void compare_hashDropped_isMisplaced() {
        assertThat(compareWithFirst(entry -> entry.explicitHashKey(null))).isEqualTo(MISPLACED);
    }

    @Test
    void compare_hashComputedFromOurKey_isMisplaced() {
        String ofOurKey = HASH.of(Spans.TRACEPARENT);

        assertThat(compareWithFirst(entry -> entry.explicitHashKey(ofOurKey))).isEqualTo(MISPLACED);
    }

    @Test
    void compare_keyDerivedFromOursWithoutAHash_isMisplaced() {
        assertThat(compareWithFirst(
                        entry -> entry.partitionKey("t-" + Spans.TRACEPARENT).explicitHashKey(null)))
                .isEqualTo(MISPLACED);
    }

    @Test
    void compare_hashOfItsOwn_isReplaced() {
        assertThat(compareWithFirst(entry -> entry.explicitHashKey("7"))).isEqualTo(REPLACED);
    }

    @Test
    void compare_keyOfItsOwnWithoutAHash_isReplaced() {
        assertThat(compareWithFirst(entry -> entry.partitionKey("tenant-1").explicitHashKey(null)))
                .isEqualTo(REPLACED);
    }

    @Test
    void compare_recordLeftOut_isReplaced() {
        assertThat(compare(batch(ours.records().get(0)))).isEqualTo(REPLACED);
    }

    private OutgoingCheck.Result compareWithFirst(Consumer<PutRecordsRequestEntry.Builder> change) {
        PutRecordsRequestEntry first =
                ours.records().get(0).toBuilder().applyMutation(change).build();
        return compare(batch(first, ours.records().get(1)));
    }

    private OutgoingCheck.Result compare(PutRecordsRequest sent) {
        return OutgoingCheck.compare(writer, asked, ours, sent);
    }

    private static PutRecordsRequest batch(PutRecordsRequestEntry... entries) {
        return PutRecordsRequest.builder()
                .streamName("orders")
                .records(Arrays.asList(entries))
                .build();
    }

    private static PutRecordsRequestEntry entry(String key) {
        return PutRecordsRequestEntry.builder()
                .partitionKey(key)
                .data(SdkBytes.fromUtf8String("{}"))
                .build();
    }
}
