package io.kinesistrace.agent.producer;

import io.kinesistrace.KinesisTraceInterceptor;
import io.opentelemetry.api.GlobalOpenTelemetry;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Our interceptor as the agent registers it. It steps aside for the application's own, which the agent cannot see if that is in a child of the
 * class loader of the SDK: registered on a client's builder, it runs after this one, and its settings take precedence.
 */
public final class ExtensionInterceptor implements ExecutionInterceptor {
    /** Put together at run time: in one piece, the build would relocate it with our own classes. */
    private static final String CALL_OF_THE_APPLICATIONS =
            String.join(".", "io", "kinesistrace", "KinesisTraceInterceptor", "PutCall");

    private final KinesisTraceInterceptor interceptor = create();

    /** Called by the AWS SDK; never throws, as no client could be built then. */
    public ExtensionInterceptor() {}

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        interceptor.beforeExecution(context, attributes);
    }

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        return isTracedByTheApplication(attributes)
                ? context.request()
                : interceptor.modifyRequest(context, attributes);
    }

    @Override
    public void beforeMarshalling(Context.BeforeMarshalling context, ExecutionAttributes attributes) {
        interceptor.beforeMarshalling(context, attributes);
    }

    private static boolean isTracedByTheApplication(ExecutionAttributes attributes) {
        for (ExecutionAttribute<?> attribute : attributes.getAttributes().keySet()) {
            if (attribute.toString().startsWith(CALL_OF_THE_APPLICATIONS)) {
                return true;
            }
        }
        return false;
    }

    /** With the agent's OpenTelemetry for the counter, unless the settings cannot be read: then the one that says so and changes nothing. */
    private static KinesisTraceInterceptor create() {
        try {
            return KinesisTraceInterceptor.builder()
                    .openTelemetry(GlobalOpenTelemetry.get())
                    .build();
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            return new KinesisTraceInterceptor();
        }
    }
}
