package io.kinesistrace.classpath;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesistrace.Spans;
import io.kinesistrace.kinesis.StreamReader;
import io.kinesistrace.playground.kinesis.LocalKinesis;
import io.kinesistrace.servers.SharedServers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.kinesis.model.Record;

/** The class loader of the jar relative to the SDK's, in a container or on the module path. Unsupported cases are tested with their symptoms. */
@Tag("processes")
@ExtendWith(SharedServers.class)
class ClassLoaderTest {
    private final LocalKinesis kinesis;
    private final String stream = "class-loader-" + UUID.randomUUID();

    ClassLoaderTest(LocalKinesis kinesis) {
        this.kinesis = kinesis;
    }

    @BeforeEach
    void createStream() {
        kinesis.createStream(stream, 1);
    }

    @Test
    void webApplication_jarAndSdkInItsOwnLoader_carries() {
        run(LayeredApplication.Layout.ALL_IN_THE_CHILD);

        assertThat(keys()).containsOnly(Spans.TRACEPARENT);
    }

    @Test
    void webApplication_childFirst_carriesWithItsOwnCopy() {
        run(LayeredApplication.Layout.CHILD_FIRST);

        assertThat(keys()).containsOnly(Spans.TRACEPARENT);
    }

    @Test
    void container_jarAndSdkInTheParent_carries() {
        run(LayeredApplication.Layout.ALL_IN_THE_PARENT);

        assertThat(keys()).containsOnly(Spans.TRACEPARENT);
    }

    /** Not supported: the SDK uses its own class loader, which does not see the jar. Nothing is propagated, without any message. */
    @Test
    void container_sdkInTheParentJarInTheChild_isNotAttached() {
        run(LayeredApplication.Layout.SDK_IN_THE_PARENT);

        assertThat(keys()).containsOnly(PutApplication.KEY);
    }

    /** The remedy: the builder needs no lookup. */
    @Test
    void container_sdkInTheParentJarOnTheBuilder_carries() {
        run(LayeredApplication.Layout.SDK_IN_THE_PARENT_ON_THE_BUILDER);

        assertThat(keys()).containsOnly(Spans.TRACEPARENT);
    }

    /** Not supported: the SDK finds the service file in the parent, where our class cannot link to the SDK. */
    @Test
    void container_jarInTheParentSdkInTheChild_noClientCanBeBuilt() {
        Application.Result result = application(LayeredApplication.Layout.JAR_IN_THE_PARENT);

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.output()).contains("NoClassDefFoundError").contains("ExecutionInterceptor");
    }

    @Test
    void modulePath_onTheBuilder_carries() {
        Application.Result result = runAsModules(BuilderPutApplication.class);

        assertThat(result.linesWith("module: io.kinesistrace")).hasSize(1);
        assertThat(keys()).containsOnly(Spans.TRACEPARENT);
    }

    /** The service file in the SDK's own package is not visible there, but the global one is. */
    @Test
    void modulePath_withoutTheBuilder_carriesTheCallersSpan() {
        runAsModules(TracedPutApplication.class);

        assertThat(keys()).containsOnly(Spans.TRACEPARENT);
    }

    private void run(LayeredApplication.Layout layout) {
        Application.Result result = application(layout);
        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    private Application.Result application(LayeredApplication.Layout layout) {
        return Application.of(LayeredApplication.class)
                .run(layout.name(), kinesis.endpoint().toString(), stream);
    }

    /** The interceptor, the AWS SDK and the OpenTelemetry API, as automatic modules. */
    private Application.Result runAsModules(Class<?> main) {
        Application.Result result = Application.of(main)
                .onModulePath(
                        "/kinesis-trace-interceptor-",
                        "/software/amazon/awssdk/",
                        "/opentelemetry-api-",
                        "/opentelemetry-context-",
                        "/opentelemetry-common-")
                .run(kinesis.endpoint().toString(), stream);
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result;
    }

    private List<String> keys() {
        return new StreamReader(kinesis.client(), stream)
                .readAll().stream().map(Record::partitionKey).toList();
    }
}
