package io.kinesistrace.zipkin;

import io.kinesistrace.playground.zipkin.ZipkinServer;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One Zipkin for all tests of the run; JUnit closes it with the run. */
public final class ZipkinExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(ZipkinExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ZipkinServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(
                        ZipkinServer.class,
                        key -> ZipkinServer.start(Path.of("target", "test-zipkin", "zipkin.log"))
                                .awaitReady(),
                        ZipkinServer.class);
    }
}
