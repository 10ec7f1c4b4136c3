package cell;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import io.kinesistrace.lambda.TracingKinesisEventHandler;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;

/** Returns the current trace id. */
public final class Function extends TracingKinesisEventHandler<String> {
    public Function() {
        super(OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder().build())
                .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
                .build());
    }

    @Override
    protected String doHandleRequest(KinesisEvent event, Context context) {
        return Span.current().getSpanContext().getTraceId();
    }
}
