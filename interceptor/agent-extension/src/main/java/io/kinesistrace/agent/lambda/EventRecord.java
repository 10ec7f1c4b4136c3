package io.kinesistrace.agent.lambda;

import java.io.ByteArrayInputStream;
import java.util.Collections;
import java.util.List;

/** What we read of a record in an event. */
final class EventRecord {
    private static final String KINESIS_EVENT = "com.amazonaws.services.lambda.runtime.events.KinesisEvent";

    private final String partitionKey;
    private final String sequenceNumber;

    EventRecord(String partitionKey, String sequenceNumber) {
        this.partitionKey = partitionKey;
        this.sequenceNumber = sequenceNumber;
    }

    /** Empty unless the event is one of Kinesis. */
    static List<EventRecord> in(Object event) {
        if (event == null) {
            return Collections.emptyList();
        }
        // What the runtime gives to a function that reads its event itself. Any other stream might not come back to its
        // start.
        if (event.getClass() == ByteArrayInputStream.class) {
            return EventJson.records((ByteArrayInputStream) event);
        }
        return isKinesisEvent(event.getClass()) ? KinesisEventRecords.in(event) : Collections.<EventRecord>emptyList();
    }

    /** By name, as the class need not be there. */
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
