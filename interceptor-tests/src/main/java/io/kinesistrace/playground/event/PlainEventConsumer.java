package io.kinesistrace.playground.event;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import io.opentelemetry.api.trace.Span;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;

/** The Lambda function on the stream, without tracing. It returns the ids of the events that it handled. */
public final class PlainEventConsumer implements RequestHandler<KinesisEvent, List<String>> {
    @Override
    public List<String> handleRequest(KinesisEvent kinesisEvent, Context context) {
        List<String> handled = new ArrayList<>();
        for (KinesisEventRecord record : kinesisEvent.getRecords()) {
            Event event = Event.of(SdkBytes.fromByteBuffer(record.getKinesis().getData()));
            handled.add(event.id());
            Span.current().setAttribute(EventAttributes.STREAM, streamOf(record));
        }
        Span.current().setAttribute(EventAttributes.EVENT, EventAttributes.join(handled));
        return handled;
    }

    private static String streamOf(KinesisEventRecord record) {
        String arn = record.getEventSourceARN();
        return arn.substring(arn.lastIndexOf('/') + 1);
    }
}
