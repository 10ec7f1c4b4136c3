package io.kinesistrace.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import io.kinesistrace.consumer.KinesisConsumerTelemetry;
import io.kinesistrace.consumer.ShardTelemetry;
import io.opentelemetry.instrumentation.awslambdacore.v1_0.TracingRequestHandler;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Lambda function on a Kinesis stream that handles the records of an event one by one, each in a span of its own that continues the trace
 * of its producer and links to the invocation.
 *
 * <p>The first record whose handling throws ends the invocation: it is reported as the failed one, and the records behind it are not
 * handled, so that Lambda tries again from there and order holds. <b>The event source mapping must have {@code ReportBatchItemFailures}
 * among its function response types; without, Lambda takes the report for a success, and skips those records.</b>
 *
 * <p>One instance serves one invocation at a time, as the Lambda runtime calls it.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html">Partial batch response</a>
 */
public abstract class TracingKinesisRecordHandler extends TracingRequestHandler<KinesisEvent, StreamsEventResponse> {
    private final KinesisConsumerTelemetry telemetry;

    /**
     * With the flush timeout of OpenTelemetry's wrapper, one second.
     *
     * @param openTelemetrySdk that makes the spans, and is flushed when an invocation ends
     */
    protected TracingKinesisRecordHandler(OpenTelemetrySdk openTelemetrySdk) {
        this(openTelemetrySdk, DEFAULT_FLUSH_TIMEOUT);
    }

    /**
     * With a flush timeout of its own.
     *
     * @param openTelemetrySdk that makes the spans, and is flushed when an invocation ends
     * @param flushTimeout how long the end of an invocation may wait for its spans to be exported
     */
    protected TracingKinesisRecordHandler(OpenTelemetrySdk openTelemetrySdk, Duration flushTimeout) {
        super(openTelemetrySdk, flushTimeout);
        this.telemetry = KinesisConsumerTelemetry.create(openTelemetrySdk);
    }

    /**
     * Handles one record, in a span of its own, which is current.
     *
     * @param record as Lambda delivered it
     * @param context of the invocation
     * @throws Exception whatever it is, the record counts as failed and is tried again, with those behind it
     */
    protected abstract void handleRecord(KinesisEventRecord record, Context context) throws Exception;

    @Override
    protected final StreamsEventResponse doHandleRequest(KinesisEvent event, Context context) {
        List<KinesisEventRecord> records = event.getRecords() == null ? Collections.emptyList() : event.getRecords();
        if (records.isEmpty()) {
            return response(Collections.emptyList());
        }
        ShardTelemetry<KinesisEventRecord> shard = LambdaRecords.shard(telemetry, records.get(0));
        for (KinesisEventRecord record : records) {
            try {
                shard.process(record, () -> handleRecord(record, context));
            } catch (Exception e) {
                return failedAt(record, e, context);
            }
        }
        return response(Collections.emptyList());
    }

    /**
     * The key that the application put the record with; null where it did not travel along. See
     * {@link io.kinesistrace.PartitionKeyPropagator#originalKey}.
     *
     * @param record as Lambda delivered it
     * @return null where it is not known
     */
    protected final @Nullable String originalKey(KinesisEventRecord record) {
        return LambdaRecords.shard(telemetry, record).originalKey(record);
    }

    private static StreamsEventResponse failedAt(KinesisEventRecord record, Exception problem, Context context) {
        String sequenceNumber = LambdaRecords.sequenceNumber(record);
        // Nobody else tells the operator, as the invocation itself succeeds.
        context.getLogger()
                .log("Record " + sequenceNumber + " failed: "
                        + problem.getClass().getName() + '\n');
        return response(Collections.singletonList(new BatchItemFailure(sequenceNumber)));
    }

    private static StreamsEventResponse response(List<BatchItemFailure> failures) {
        return new StreamsEventResponse(failures);
    }
}
