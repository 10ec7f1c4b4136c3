package io.kinesistrace;

import static io.kinesistrace.Spans.SPAN;
import static io.kinesistrace.Spans.TRACEPARENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;

/** The hooks alone, called as the SDK calls them. */
class KinesisTraceInterceptorTest {
    private static final PutRecordRequest PUT = PutRecordRequest.builder()
            .streamName("orders")
            .partitionKey("order-17")
            .data(SdkBytes.fromUtf8String("{}"))
            .build();

    private final ExecutionAttributes attributes = new ExecutionAttributes();
    private final KinesisTraceInterceptor interceptor = KinesisTraceInterceptor.create();

    @Test
    void modifyRequest_bareCallWithFreshAttributes_injectsTheCurrentSpan() {
        try (Scope scope = Spans.contextOf(SPAN).makeCurrent()) {
            assertThat(key(modify(interceptor, PUT))).isEqualTo(TRACEPARENT);
        }
    }

    @Test
    void modifyRequest_noSpanAnywhere_sameRequest() {
        before(interceptor, PUT);

        assertThat(modify(interceptor, PUT)).isSameAs(PUT);
    }

    @Test
    void modifyRequest_onAnotherThread_injectsTheSpanOfTheCaller() {
        try (Scope scope = Spans.contextOf(SPAN).makeCurrent()) {
            before(interceptor, PUT);
        }

        SdkRequest modified =
                CompletableFuture.supplyAsync(() -> modify(interceptor, PUT)).join();

        assertThat(key(modified)).isEqualTo(TRACEPARENT);
    }

    @Test
    void modifyRequest_severalRegistrations_onlyTheLastActsWithItsOwnSettings() {
        KinesisTraceInterceptor last = KinesisTraceInterceptor.builder()
                .keyFormat(KeyFormat.TRACEPARENT_AND_KEY)
                .build();
        List<KinesisTraceInterceptor> registered = List.of(interceptor, new KinesisTraceInterceptor(), last);
        SdkRequest request = PUT;
        try (Scope scope = Spans.contextOf(SPAN).makeCurrent()) {
            registered.forEach(each -> before(each, PUT));
        }

        request = modify(registered.get(0), request);
        assertThat(request).isSameAs(PUT);
        request = modify(registered.get(1), request);
        assertThat(request).isSameAs(PUT);
        request = modify(registered.get(2), request);
        assertThat(key(request)).isEqualTo(TRACEPARENT + ",,order-17");
    }

    @Test
    void modifyRequest_sameInstanceRegisteredTwice_injectsOnce() {
        try (Scope scope = Spans.contextOf(SPAN).makeCurrent()) {
            before(interceptor, PUT);
            before(interceptor, PUT);
        }

        SdkRequest first = modify(interceptor, PUT);

        assertThat(first).isSameAs(PUT);
        assertThat(key(modify(interceptor, first))).isEqualTo(TRACEPARENT);
    }

    @Test
    void modifyRequest_lastIsSwitchedOff_noneActs() {
        KinesisTraceInterceptor off =
                KinesisTraceInterceptor.builder().enabled(false).build();
        try (Scope scope = Spans.contextOf(SPAN).makeCurrent()) {
            before(interceptor, PUT);
            before(off, PUT);

            assertThat(modify(off, modify(interceptor, PUT))).isSameAs(PUT);
        }
    }

    @Test
    void modifyRequest_lastCouldNotReadItsSettings_noneActs() {
        KinesisTraceInterceptor broken = new KinesisTraceInterceptor(null, null);
        try (Scope scope = Spans.contextOf(SPAN).makeCurrent()) {
            before(interceptor, PUT);
            before(broken, PUT);

            assertThat(modify(broken, modify(interceptor, PUT))).isSameAs(PUT);
        }
    }

    @Test
    void modifyRequest_callsOneAfterTheOther_eachCarriesItsOwnSpan() {
        for (String spanId : List.of("000000000000000a", "000000000000000b")) {
            ExecutionAttributes ofThisCall = new ExecutionAttributes();
            try (Scope scope = Spans.contextOf(Spans.spanContext(Spans.TRACE_ID, spanId, "01"))
                    .makeCurrent()) {
                interceptor.beforeExecution(() -> PUT, ofThisCall);

                assertThat(key(interceptor.modifyRequest(() -> PUT, ofThisCall)))
                        .contains(spanId);
            }
        }
    }

    @Test
    void hooks_requestOfAnotherService_sameRequestAndNoTraceOfUs() {
        ListBucketsRequest other = ListBucketsRequest.builder().build();
        try (Scope scope = Spans.contextOf(SPAN).makeCurrent()) {
            for (int call = 0; call < 3; call++) {
                before(interceptor, other);

                assertThat(modify(interceptor, other)).isSameAs(other);
                assertThat(attributes.getAttributes()).isEmpty();
            }
            before(interceptor, PUT);
            assertThat(key(modify(interceptor, PUT))).as("a later put").isEqualTo(TRACEPARENT);
        }
    }

    @Test
    void hooks_requestOfAnotherServiceAfterAPut_sameRequestAndNoTraceOfUs() {
        ListBucketsRequest other = ListBucketsRequest.builder().build();
        ExecutionAttributes ofTheOther = new ExecutionAttributes();
        try (Scope scope = Spans.contextOf(SPAN).makeCurrent()) {
            before(interceptor, PUT);
            modify(interceptor, PUT);

            interceptor.beforeExecution(() -> other, ofTheOther);

            assertThat(interceptor.modifyRequest(() -> other, ofTheOther)).isSameAs(other);
            assertThat(ofTheOther.getAttributes()).isEmpty();
        }
    }

    @Test
    void modifyRequest_spanWhoseMethodsThrow_sameRequest() {
        Span failing = mock(Span.class);
        when(failing.getSpanContext()).thenThrow(new IllegalStateException("of the telemetry"));
        when(failing.storeInContext(org.mockito.ArgumentMatchers.any())).thenCallRealMethod();
        try (Scope scope = Context.root().with(failing).makeCurrent()) {
            before(interceptor, PUT);

            assertThat(modify(interceptor, PUT)).isSameAs(PUT);
        }
    }

    @Test
    void modifyRequest_linkageErrorOfTheTelemetry_sameRequest() {
        Span failing = mock(Span.class);
        when(failing.getSpanContext()).thenThrow(new NoSuchMethodError("of an API too old"));
        when(failing.storeInContext(org.mockito.ArgumentMatchers.any())).thenCallRealMethod();
        try (Scope scope = Context.root().with(failing).makeCurrent()) {
            assertThat(modify(interceptor, PUT)).isSameAs(PUT);
        }
    }

    @Test
    void modifyRequest_excludedStream_sameRequest() {
        KinesisTraceInterceptor excluding =
                KinesisTraceInterceptor.builder().excludeStreams("orders").build();
        try (Scope scope = Spans.contextOf(SPAN).makeCurrent()) {
            before(excluding, PUT);

            assertThat(modify(excluding, PUT)).isSameAs(PUT);
        }
    }

    @Test
    void builder_everyOption_canBeChained() {
        KinesisTraceInterceptorBuilder builder = KinesisTraceInterceptor.builder();

        assertThat(List.of(
                        builder.enabled(true),
                        builder.routing(ShardRouting.ORIGINAL_KEY),
                        builder.keyFormat(KeyFormat.TRACEPARENT),
                        builder.includeStreams("orders"),
                        builder.includeStreams(List.of("orders")),
                        builder.excludeStreams("audit"),
                        builder.excludeStreams(List.of("audit")),
                        builder.maxRecordSize(1),
                        builder.maxRecordSize(10485760),
                        builder.openTelemetry(OpenTelemetry.noop())))
                .allMatch(chained -> chained == builder);
    }

    @Test
    void builder_badOptions_sayWhatIsAllowed() {
        KinesisTraceInterceptorBuilder builder = KinesisTraceInterceptor.builder();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.maxRecordSize(0))
                .withMessageContaining("maxRecordSize is 0")
                .withMessageContaining("10485760");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.maxRecordSize(10485761));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.includeStreams("or ders"))
                .withMessageContaining("'or ders'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.excludeStreams(List.of("a/b?")))
                .withMessageContaining("'a/b?'");
    }

    @Test
    void constructor_settingThatCannotBeRead_throwsOnlyOnTheBuilder() {
        System.setProperty("kinesis.trace.routing", "orignal-key");
        try {
            assertThat(new KinesisTraceInterceptor()).isNotNull();
            assertThatIllegalArgumentException()
                    .isThrownBy(KinesisTraceInterceptor::create)
                    .withMessageContaining("kinesis.trace.routing")
                    .withMessageContaining("'orignal-key'")
                    .withMessageContaining("original-key, partition-key");
        } finally {
            System.clearProperty("kinesis.trace.routing");
        }
    }

    private void before(KinesisTraceInterceptor interceptor, SdkRequest request) {
        interceptor.beforeExecution(() -> request, attributes);
    }

    private SdkRequest modify(KinesisTraceInterceptor interceptor, SdkRequest request) {
        return interceptor.modifyRequest(() -> request, attributes);
    }

    private static String key(SdkRequest request) {
        return ((PutRecordRequest) request).partitionKey();
    }
}
