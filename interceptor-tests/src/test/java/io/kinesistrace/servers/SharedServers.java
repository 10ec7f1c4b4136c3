package io.kinesistrace.servers;

import io.kinesistrace.playground.kinesis.LocalKinesis;
import io.kinesistrace.playground.zipkin.ZipkinServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A local Kinesis and a Zipkin for all tests of a run, each started when a test first needs it; JUnit closes them at the end of the run. Each
 * test creates its own streams.
 */
public final class SharedServers implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(SharedServers.class);

    private static final Map<Class<?>, Supplier<AutoCloseable>> SERVERS = Map.of(
            LocalKinesis.class,
            () -> LocalKinesis.start(
                    Path.of("target", "kinesis-local"), Path.of("target", "test-kinesis", "kinesis-local.log")),
            ZipkinServer.class,
            () -> ZipkinServer.start(Path.of("target", "test-zipkin", "zipkin.log"))
                    .awaitReady());

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return SERVERS.containsKey(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return context.getRoot().getStore(NAMESPACE).computeIfAbsent(type, key -> SERVERS.get(type)
                .get());
    }
}
