package io.kinesistrace.kinesis;

import io.kinesistrace.playground.kinesis.LocalKinesis;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One local Kinesis for all tests of the run; JUnit closes it with the run. Each test makes streams of its own. */
public final class LocalKinesisExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(LocalKinesisExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LocalKinesis.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(LocalKinesis.class, key -> start(), LocalKinesis.class);
    }

    private static LocalKinesis start() {
        return LocalKinesis.start(
                Path.of("target", "kinesis-local"), Path.of("target", "test-kinesis", "kinesis-local.log"));
    }
}
