package io.kinesistrace.agent;

import static net.bytebuddy.matcher.ElementMatchers.named;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import java.util.function.Consumer;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** Defines which types are instrumented, and how. */
final class Instrumented {
    private final ElementMatcher<TypeDescription> types;

    private Instrumented(ElementMatcher<TypeDescription> types) {
        this.types = types;
    }

    static Instrumented type(String name) {
        return new Instrumented(named(name));
    }

    static Instrumented types(ElementMatcher<TypeDescription> types) {
        return new Instrumented(types);
    }

    TypeInstrumentation unchanged() {
        return by(transformer -> {});
    }

    TypeInstrumentation by(Consumer<TypeTransformer> transformation) {
        return new TypeInstrumentation() {
            @Override
            public ElementMatcher<TypeDescription> typeMatcher() {
                return types;
            }

            @Override
            public void transform(TypeTransformer transformer) {
                transformation.accept(transformer);
            }
        };
    }
}
