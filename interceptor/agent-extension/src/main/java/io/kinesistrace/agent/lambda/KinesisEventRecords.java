package io.kinesistrace.agent.lambda;

import static java.util.stream.Collectors.toList;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import java.util.Collections;
import java.util.List;

/** The only class that links to Lambda's event library. */
final class KinesisEventRecords {
    private KinesisEventRecords() {}

    static List<EventRecord> in(Object event) {
        List<KinesisEvent.KinesisEventRecord> records = ((KinesisEvent) event).getRecords();
        return records == null
                ? Collections.<EventRecord>emptyList()
                : records.stream()
                        .filter(record -> record != null && record.getKinesis() != null)
                        .map(KinesisEvent.KinesisEventRecord::getKinesis)
                        .map(record -> new EventRecord(record.getPartitionKey(), record.getSequenceNumber()))
                        .collect(toList());
    }
}
