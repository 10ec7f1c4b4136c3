package io.kinesistrace.agent;

import io.kinesistrace.agent.lambda.Invocation;
import net.bytebuddy.asm.Advice;

/** Links the span that the agent has created for a Lambda function to the producers of the event's records. */
public final class LambdaLinksModule extends LambdaModule {
    /** Called by the agent. */
    public LambdaLinksModule() {
        super(1, InnerAdvice.class);
    }

    /** Inlined into the function, inside the agent's advice. */
    @SuppressWarnings("unused")
    static final class InnerAdvice {
        private InnerAdvice() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        public static void enter() {
            Invocation.started();
        }
    }
}
