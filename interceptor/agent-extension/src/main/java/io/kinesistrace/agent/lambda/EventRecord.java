package io.kinesistrace.agent.lambda;

import java.io.ByteArrayInputStream;
import java.util.Collections;
import java.util.List;

/** The fields that tracing needs of a record in an event. */
final class EventRecord {
    private static final String KINESIS_EVENT = "com.amazonaws.services.lambda.runtime.events.KinesisEvent";

    private final String partitionKey;
    private final String sequenceNumber;

    EventRecord(String partitionKey, String sequenceNumber) {
        this.partitionKey = partitionKey;
        this.sequenceNumber = sequenceNumber;
    }

    /** Empty unless it is a Kinesis event. */
    static List<EventRecord> in(Object event) {
        if (event == null) {
            return Collections.emptyList();
        }
        // The runtime passes this to a function that reads its event itself. Other streams may not support reset.
        if (event.getClass() == ByteArrayInputStream.class) {
            return EventJson.records((ByteArrayInputStream) event);
        }
        return isKinesisEvent(event.getClass()) ? KinesisEventRecords.in(event) : Collections.<EventRecord>emptyList();
    }

    /** By name, because the class may be missing. */
    private static boolean isKinesisEvent(Class<?> type) {
        Class<?> c = type;
        while (c != null && !c.getName().equals(KINESIS_EVENT)) {
            c = c.getSuperclass();
        }
        return c != null;
    }

    String partitionKey() {
        return partitionKey;
    }

    String sequenceNumber() {
        return sequenceNumber;
    }
}
