package io.kinesistrace.agent.producer;

import io.kinesistrace.KinesisTraceInterceptor;
import io.opentelemetry.api.GlobalOpenTelemetry;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * The interceptor that the agent registers. If the application has registered its own on a client's builder, that one runs later and its
 * settings take precedence, so this one does nothing. The agent cannot see it if it is in a child of the SDK's class loader.
 */
public final class ExtensionInterceptor implements ExecutionInterceptor {
    /** Joined at run time: the build would relocate a single literal together with our own classes. */
    private static final String CALL_OF_THE_APPLICATIONS =
            String.join(".", "io", "kinesistrace", "KinesisTraceInterceptor", "PutCall");

    private final KinesisTraceInterceptor interceptor = create();

    /** Called by the AWS SDK. Never throws, because no client could be created then. */
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

    /** Counts with the agent's OpenTelemetry. If the settings cannot be read, the instance only logs a warning and changes nothing. */
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
