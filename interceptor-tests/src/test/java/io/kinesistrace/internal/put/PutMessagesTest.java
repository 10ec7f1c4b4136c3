package io.kinesistrace.internal.put;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesistrace.KinesisTraceInterceptor;
import io.kinesistrace.LogOutput;
import io.kinesistrace.Spans;
import io.kinesistrace.internal.report.InstrumentationScope;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/** The messages of puts to an operator. Levels are not checked, because an earlier test may have caused the message first. */
class PutMessagesTest {
    private static final PutRecordRequest ORDER = put("order-17");

    @Test
    void firstPut_namesVersionAndSettings() {
        try (LogOutput log = new LogOutput()) {
            Tracers.tracer(options -> options.excludeStreams(java.util.List.of("audit")));

            assertThat(log.messages())
                    .singleElement()
                    .asString()
                    .startsWith("Kinesis trace propagation " + InstrumentationScope.VERSION + ": on (default)")
                    .contains("audit");
        }
    }

    @Test
    void firstPut_settingThatDoesNotExist_isNamedWithThoseThatDo() {
        System.setProperty("kinesis.trace.streams.exlude", "audit");
        try (LogOutput log = new LogOutput()) {
            Tracers.tracer(options -> {});

            assertThat(log.messages()).anySatisfy(message -> assertThat(message)
                    .startsWith("Unknown settings: kinesis.trace.streams.exlude.")
                    .contains("kinesis.trace.enabled", "kinesis.trace.streams.exclude"));
        } finally {
            System.clearProperty("kinesis.trace.streams.exlude");
        }
    }

    @Test
    void firstPut_jvmWithoutMd5_namesTheConsequence() {
        try (LogOutput log = new LogOutput()) {
            Tracers.tracerWithoutMd5(options -> {});

            assertThat(log.containing("This JVM has no MD5")).hasSize(1);
        }
    }

    @Test
    void firstPut_jvmWithoutMd5ButSwitchedOff_saysNothingOfIt() {
        try (LogOutput log = new LogOutput()) {
            Tracers.tracerWithoutMd5(options -> options.enabled(false));

            assertThat(log.containing("MD5")).isEmpty();
        }
    }

    @Test
    void sending_keyReplacedUnderOurHash_namesTheRemedy() {
        assertThat(sentAs(ours -> ours.toBuilder().partitionKey("tenant-1").build()))
                .startsWith("Another execution interceptor changed the partition key")
                .contains("add KinesisTraceInterceptor to the client's builder");
    }

    @Test
    void sending_recordReplacedWhole_namesTheRemedy() {
        assertThat(sentAs(ours -> put("tenant-1")))
                .startsWith("Another execution interceptor replaced the partition keys")
                .contains("add KinesisTraceInterceptor to the client's builder");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void modify_bareContextWithoutAHash_namesTheRemedy(boolean batch) {
        SdkRequest request = batch
                ? PutRecordsRequest.builder()
                        .streamName("orders")
                        .records(PutRecordsRequestEntry.builder()
                                .partitionKey(Spans.TRACEPARENT)
                                .data(SdkBytes.fromUtf8String("{}"))
                                .build())
                        .build()
                : put(Spans.TRACEPARENT);
        PutTracer tracer = Tracers.tracer(options -> {});
        try (LogOutput log = new LogOutput()) {
            Tracers.modify(tracer, request, Spans.SPAN);

            assertThat(log.containing("the trace context decides the shard")).hasSize(1);
        }
    }

    @Test
    void modify_ordinaryPut_saysNothing() {
        PutTracer tracer = Tracers.tracer(options -> {});
        try (LogOutput log = new LogOutput()) {
            Tracers.modify(tracer, ORDER, Spans.SPAN);

            assertThat(log.messages()).isEmpty();
        }
    }

    /** A fault in each hook: the application gets what it asked for, and the operator a message. */
    @Test
    void hooks_contextThatThrows_faultIsLoggedAndNotThrown() {
        KinesisTraceInterceptor interceptor = KinesisTraceInterceptor.create();
        try (LogOutput log = new LogOutput()) {
            interceptor.beforeExecution(() -> failing(), new ExecutionAttributes());
            interceptor.beforeMarshalling(() -> failing(), new ExecutionAttributes());

            assertThat(log.containing("The trace context could not be propagated"))
                    .hasSize(2);
        }
    }

    @Test
    void modifyRequest_attributesThatThrow_faultIsLoggedAndRequestIsTheSame() {
        KinesisTraceInterceptor interceptor = KinesisTraceInterceptor.create();
        try (LogOutput log = new LogOutput()) {
            assertThat(interceptor.modifyRequest(() -> ORDER, null)).isSameAs(ORDER);

            assertThat(log.containing("The trace context could not be propagated"))
                    .hasSize(1);
        }
    }

    @Test
    void constructor_settingThatCannotBeRead_isNamedAndKeepsNobodyFromPutting() {
        System.setProperty("kinesis.trace.routing", "anywhere");
        try (LogOutput log = new LogOutput()) {
            KinesisTraceInterceptor interceptor = new KinesisTraceInterceptor();

            assertThat(interceptor.modifyRequest(() -> ORDER, new ExecutionAttributes()))
                    .isSameAs(ORDER);
            assertThat(log.messages())
                    .singleElement()
                    .asString()
                    .startsWith("System property kinesis.trace.routing is 'anywhere'")
                    .endsWith("Kinesis records are sent without a trace context.");
        } finally {
            System.clearProperty("kinesis.trace.routing");
        }
    }

    private static SdkRequest failing() {
        throw new IllegalStateException("of the SDK");
    }

    /** The message if a later interceptor changes our request in this way. */
    private static String sentAs(UnaryOperator<PutRecordRequest> behind) {
        PutTracer tracer = Tracers.tracer(options -> {});
        PutCall call = new PutCall();
        call.calledFrom(Spans.contextOf(Spans.SPAN));
        PutRecordRequest ours = (PutRecordRequest) tracer.modify(ORDER, new ExecutionAttributes(), call);
        try (LogOutput log = new LogOutput()) {
            tracer.sending(behind.apply(ours), call);

            return log.messages().get(0);
        }
    }

    private static PutRecordRequest put(String key) {
        return PutRecordRequest.builder()
                .streamName("orders")
                .partitionKey(key)
                .data(SdkBytes.fromUtf8String("{}"))
                .build();
    }
}
