package io.kinesistrace.internal.report;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * The metric {@code kinesis.trace.records}: records by outcome. Safe for use by any number of threads. Without an OpenTelemetry API on the
 * class path it counts nothing.
 *
 * <p>Unless an OpenTelemetry was passed in, it uses the global one once the application has registered it. Getting it earlier would register a
 * no-op instance, and the application's own registration would fail. Each of the first 64 requests checks whether it is registered, then one
 * in 64.
 */
public final class RecordCounter {
    private static final Guard GUARD = new Guard("Kinesis records could not be counted; they are sent anyway.");

    private static final Outcome[] OUTCOMES = Outcome.values();
    private static final int ASK_BITS = 6;
    private static final int ASK_ONE_OF = 1 << ASK_BITS;

    /** An {@code OpenTelemetry}; untyped, so that this class loads without the API. */
    private final @Nullable Object named;

    private volatile @Nullable Instrument instrument;
    private volatile boolean unsupported;

    /** Calls that found no instrument. Races make it inexact, which does not matter. */
    private int without;

    /** @param openTelemetry an {@code OpenTelemetry}; null for the global one */
    public RecordCounter(@Nullable Object openTelemetry) {
        this.named = openTelemetry;
    }

    public void add(Tally tally) {
        if (unsupported) {
            return;
        }
        try {
            Instrument made = instrument();
            if (made != null) {
                made.add(tally);
            }
        } catch (LinkageError e) {
            // No API, or a version without metrics or without GlobalOpenTelemetry.isSet().
            unsupported = true;
        } catch (Throwable e) {
            GUARD.caught(e);
        }
    }

    private @Nullable Instrument instrument() {
        Instrument made = instrument;
        if (made == null && (named != null || (isTimeToAsk() && GlobalOpenTelemetry.isSet()))) {
            made = new Instrument(named == null ? GlobalOpenTelemetry.get() : (OpenTelemetry) named);
            instrument = made;
        }
        return made;
    }

    /** At first always, then rarely: the check takes a lock, which all producers of a process without a global instance would contend for. */
    private boolean isTimeToAsk() {
        int calls = without++;
        return calls >>> ASK_BITS == 0 || (calls & ASK_ONE_OF - 1) == 0;
    }

    /** A class of its own, because an API without metrics lacks the type of its field. */
    private static final class Instrument {
        private static final String NAME = "kinesis.trace.records";
        private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("outcome");

        private final LongCounter counter;
        private final Attributes[] attributes = new Attributes[OUTCOMES.length];

        Instrument(OpenTelemetry openTelemetry) {
            this.counter = openTelemetry
                    .getMeterProvider()
                    .meterBuilder(InstrumentationScope.NAME)
                    .setInstrumentationVersion(InstrumentationScope.VERSION)
                    .build()
                    .counterBuilder(NAME)
                    .setDescription(
                            "Kinesis records by whether they carry a trace context and, if they do not, the reason.")
                    .setUnit("{record}")
                    .build();
            for (Outcome outcome : OUTCOMES) {
                attributes[outcome.ordinal()] = Attributes.of(OUTCOME, outcome.text);
            }
        }

        void add(Tally tally) {
            for (Outcome outcome : OUTCOMES) {
                int records = tally.count(outcome);
                if (records > 0) {
                    // Not in the current context, which an SDK reads for exemplars: it may be what failed.
                    counter.add(records, attributes[outcome.ordinal()], Context.root());
                }
            }
        }
    }
}
