package io.kinesistrace.agent;

import io.kinesistrace.agent.lambda.Invocation;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** Offers the producer of an event's only record as the parent of the span that the agent creates for a Lambda function. */
public final class LambdaParentModule extends LambdaModule {
    /** Called by the agent. */
    public LambdaParentModule() {
        super(-1, OuterAdvice.class);
    }

    /** Inlined into the function, outside the agent's advice. */
    @SuppressWarnings("unused")
    static final class OuterAdvice {
        private OuterAdvice() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        public static Object enter(@Advice.Argument(value = 0, typing = Assigner.Typing.DYNAMIC) Object event) {
            return Invocation.enter(event);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        public static void exit(@Advice.Enter Object invocation) {
            Invocation.exit(invocation);
        }
    }
}
