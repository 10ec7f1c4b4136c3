package io.kinesistrace.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import io.kinesistrace.consumer.KinesisConsumerTelemetry;
import io.kinesistrace.consumer.ShardTelemetry;
import io.kinesistrace.internal.report.Guard;
import io.opentelemetry.instrumentation.awslambdacore.v1_0.TracingRequestHandler;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Lambda function on a Kinesis stream that handles the records of an event one by one, each in a span of its own that continues its
 * producer's trace and links to the invocation.
 *
 * <p>The first record that fails ends the invocation: it is reported as a batch item failure, and the records after it are not handled, so
 * that Lambda retries from there and order is kept. <b>The event source mapping must have {@code ReportBatchItemFailures} among its function
 * response types; without it, Lambda treats the response as a success and skips those records.</b>
 *
 * <p>One instance serves one invocation at a time, as the Lambda runtime calls it.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html">Partial batch response</a>
 */
public abstract class TracingKinesisRecordHandler extends TracingRequestHandler<KinesisEvent, StreamsEventResponse> {
    private static final Guard GUARD =
            new Guard("The failure of a Kinesis record could not be logged; it is still reported to Lambda.");

    private final KinesisConsumerTelemetry telemetry;

    /**
     * Uses the flush timeout of OpenTelemetry's wrapper, one second.
     *
     * @param openTelemetrySdk creates the spans, and is flushed when an invocation ends
     */
    protected TracingKinesisRecordHandler(OpenTelemetrySdk openTelemetrySdk) {
        this(openTelemetrySdk, DEFAULT_FLUSH_TIMEOUT);
    }

    /**
     * Uses a given flush timeout.
     *
     * @param openTelemetrySdk creates the spans, and is flushed when an invocation ends
     * @param flushTimeout how long the end of an invocation may wait for its spans to be exported
     */
    protected TracingKinesisRecordHandler(OpenTelemetrySdk openTelemetrySdk, Duration flushTimeout) {
        this(openTelemetrySdk, flushTimeout, KinesisConsumerTelemetry.create(openTelemetrySdk));
    }

    /**
     * Uses the options of a given telemetry.
     *
     * @param openTelemetrySdk creates the span of the invocation, and is flushed when it ends
     * @param flushTimeout how long the end of an invocation may wait for its spans to be exported
     * @param telemetry creates the spans of the records
     */
    protected TracingKinesisRecordHandler(
            OpenTelemetrySdk openTelemetrySdk, Duration flushTimeout, KinesisConsumerTelemetry telemetry) {
        super(openTelemetrySdk, flushTimeout);
        this.telemetry = telemetry;
    }

    /**
     * Handles one record, with the record's span current.
     *
     * @param record as Lambda delivered it
     * @param context of the invocation
     * @throws Exception if the record failed: it is retried, together with those after it. The same holds for an {@code Error}, except a
     *     {@code VirtualMachineError}, which ends the invocation
     */
    protected abstract void handleRecord(KinesisEventRecord record, Context context) throws Exception;

    /**
     * Called for the record that failed. By default, logs its sequence number and the failure with its stack trace and causes, because the
     * invocation itself succeeds and nothing else would report the failure. The record's key and data are not logged; the failure's own
     * message is. Override it to log differently; anything it throws is ignored.
     *
     * @param record as Lambda delivered it
     * @param failure what {@link #handleRecord} threw
     * @param context of the invocation
     */
    protected void recordFailed(KinesisEventRecord record, Throwable failure, Context context) {
        StringWriter stackTrace = new StringWriter();
        failure.printStackTrace(new PrintWriter(stackTrace, true));
        context.getLogger().log("Record " + LambdaRecords.sequenceNumber(record) + " failed: " + stackTrace);
    }

    @Override
    protected final StreamsEventResponse doHandleRequest(KinesisEvent event, Context context) {
        List<KinesisEventRecord> records = LambdaRecords.of(event);
        if (records.isEmpty()) {
            return response(Collections.emptyList());
        }
        ShardTelemetry<KinesisEventRecord> shard = LambdaRecords.shard(telemetry, records.get(0));
        for (KinesisEventRecord record : records) {
            try {
                shard.process(record, () -> handleRecord(record, context));
            } catch (VirtualMachineError e) {
                throw e;
            } catch (Throwable e) {
                return failedAt(record, e, context);
            }
        }
        return response(Collections.emptyList());
    }

    /**
     * Returns the application's own key of a record; see {@link io.kinesistrace.PartitionKeyPropagator#originalKey}.
     *
     * @param record as Lambda delivered it
     * @return null if it is not known
     */
    protected final @Nullable String originalKey(KinesisEventRecord record) {
        return LambdaRecords.shard(telemetry, record).originalKey(record);
    }

    private StreamsEventResponse failedAt(KinesisEventRecord record, Throwable failure, Context context) {
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        GUARD.run(() -> recordFailed(record, failure, context));
        return response(Collections.singletonList(new BatchItemFailure(LambdaRecords.sequenceNumber(record))));
    }

    private static StreamsEventResponse response(List<BatchItemFailure> failures) {
        return new StreamsEventResponse(failures);
    }
}
