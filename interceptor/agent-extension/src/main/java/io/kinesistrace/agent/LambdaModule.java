package io.kinesistrace.agent;

import static io.opentelemetry.javaagent.extension.matcher.AgentElementMatchers.hasClassesNamed;
import static io.opentelemetry.javaagent.extension.matcher.AgentElementMatchers.implementsInterface;
import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.nameStartsWith;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.none;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;

/**
 * The common part of our two modules for Lambda functions, one outside the agent's own and one inside. Switched off by
 * {@code otel.instrumentation.kinesis-trace-lambda.enabled=false}.
 */
abstract class LambdaModule extends InstrumentationModule {
    private static final String RUNTIME = "com.amazonaws.services.lambda.runtime.";
    private static final String REQUEST_HANDLER = RUNTIME + "RequestHandler";
    private static final String STREAM_HANDLER = RUNTIME + "RequestStreamHandler";
    private static final String CONTEXT = RUNTIME + "Context";

    private final HelperClasses helpers = HelperClasses.of("lambda");
    private final int order;
    private final Class<?> advice;

    /**
     * @param order relative to the agent's module, which has order 0: a lower order is outside it, a higher one inside
     * @param advice for both kinds of handlers, whose first argument is the event, of any type
     */
    LambdaModule(int order, Class<?> advice) {
        super("kinesis-trace-lambda");
        this.order = order;
        this.advice = advice;
    }

    /** Agents that cannot add links to a started span create two spans per invocation, in two traces, which we cannot connect. */
    static boolean isSupported() {
        try {
            Span.class.getMethod("addLink", SpanContext.class);
            return true;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    @Override
    public int order() {
        return order;
    }

    /** See {@link ProducerModule#isIndyModule()}. */
    public boolean isIndyModule() {
        return false;
    }

    @Override
    public ElementMatcher.Junction<ClassLoader> classLoaderMatcher() {
        return isSupported() ? helpers.areKnown().and(hasClassesNamed(REQUEST_HANDLER)) : none();
    }

    @Override
    public List<String> getAdditionalHelperClassNames() {
        return helpers.names();
    }

    @Override
    public List<TypeInstrumentation> typeInstrumentations() {
        ElementMatcher.Junction<MethodDescription> handleRequest = isPublic().and(named("handleRequest"));
        return Arrays.asList(
                instrument(REQUEST_HANDLER, handleRequest.and(takesArgument(1, named(CONTEXT)))),
                instrument(
                        STREAM_HANDLER,
                        handleRequest
                                .and(takesArgument(0, named("java.io.InputStream")))
                                .and(takesArgument(2, named(CONTEXT)))));
    }

    /** Excludes the runtime's own classes, through which it calls the function. */
    private TypeInstrumentation instrument(String handler, ElementMatcher<MethodDescription> method) {
        ElementMatcher.Junction<TypeDescription> functions = implementsInterface(named(handler))
                .and(not(nameStartsWith(RUNTIME)))
                .and(not(nameStartsWith("lambdainternal.")));
        return Instrumented.types(functions)
                .by(transformer -> transformer.applyAdviceToMethod(method, advice.getName()));
    }
}
