package io.kinesistrace;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * The metric {@code kinesis.trace.records}: records by what became of them. Safe for use by any number of threads.
 *
 * <p>Where no OpenTelemetry was named it goes to the global one, but only from when on there is one (seen at once by the first 64 requests,
 * later by one of 64): merely to ask for it before would make it the one that does nothing, and the application could not set its own any
 * more.
 */
final class RecordCounter {
    private static final String INSTRUMENTATION = "io.kinesistrace";
    private static final String NAME = "kinesis.trace.records";

    private static final int ASK_BITS = 6;
    private static final int ASK_ONE_OF = 1 << ASK_BITS;

    private final @Nullable OpenTelemetry named;
    private volatile @Nullable Instrument instrument;
    private volatile boolean unsupported;

    /** Calls that found no instrument; not exact where threads meet, and need not be. */
    private int without;

    /** @param named null: the global one */
    RecordCounter(@Nullable OpenTelemetry named) {
        this.named = named;
    }

    void add(Outcome outcome, int records) {
        if (records == 0 || unsupported) {
            return;
        }
        try {
            Instrument made = instrument();
            if (made != null) {
                made.add(outcome, records);
            }
        } catch (LinkageError e) {
            // An API from before there were metrics, or from before it could be asked whether a global one is set.
            unsupported = true;
        } catch (RuntimeException e) {
            Warnings.failure(e);
        }
    }

    private @Nullable Instrument instrument() {
        Instrument made = instrument;
        if (made == null && (named != null || (isTimeToAsk() && GlobalOpenTelemetry.isSet()))) {
            made = new Instrument(named == null ? GlobalOpenTelemetry.get() : named);
            instrument = made;
        }
        return made;
    }

    /** At first always. The global one is asked for under a lock, at which all producers of a process without one would meet. */
    private boolean isTimeToAsk() {
        int calls = without++;
        return calls >>> ASK_BITS == 0 || (calls & ASK_ONE_OF - 1) == 0;
    }

    /** Apart, as an API without metrics has no class for its field. */
    private static final class Instrument {
        private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("outcome");

        private final LongCounter counter;
        private final Attributes[] attributes;

        Instrument(OpenTelemetry openTelemetry) {
            this.counter = openTelemetry
                    .getMeter(INSTRUMENTATION)
                    .counterBuilder(NAME)
                    .setDescription(
                            "Kinesis records that were put, by whether they carry a trace context, and if not, why.")
                    .setUnit("{record}")
                    .build();
            Outcome[] outcomes = Outcome.values();
            this.attributes = new Attributes[outcomes.length];
            for (Outcome outcome : outcomes) {
                attributes[outcome.ordinal()] = Attributes.of(OUTCOME, outcome.text);
            }
        }

        void add(Outcome outcome, int records) {
            // Not in the current context, from which an SDK takes exemplars: that may be what failed.
            counter.add(records, attributes[outcome.ordinal()], Context.root());
        }
    }
}
