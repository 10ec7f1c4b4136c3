package io.kinesistrace;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URL;
import org.junit.jupiter.api.Test;

/** The arrows of the design, on the classes that are published. */
class ArchitectureTest {
    private static final int JAVA_8 = 52;

    private final URL published =
            KinesisTraceInterceptor.class.getProtectionDomain().getCodeSource().getLocation();
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(location -> location.contains(published.getPath()))
            .importPackages("io.kinesistrace");

    @Test
    void published_classes_areThoseOfTheJar() {
        assertThat(classes.contain(PutRequestRewriter.class)).isTrue();
        assertThat(classes.contain(ArchitectureTest.class)).isFalse();
    }

    @Test
    void publicTypes_areWhatAUserCallsAndNoMore() {
        assertThat(classes.stream()
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(JavaClass::getName))
                .containsExactlyInAnyOrder(
                        "io.kinesistrace.KinesisTraceInterceptor",
                        "io.kinesistrace.KinesisTraceInterceptor$Builder",
                        "io.kinesistrace.PartitionKeyPropagator",
                        "io.kinesistrace.PartitionKeyPropagator$Builder",
                        "io.kinesistrace.RecordKey",
                        "io.kinesistrace.ShardRouting",
                        "io.kinesistrace.KeyFormat",
                        "io.kinesistrace.consumer.KinesisConsumerTelemetry",
                        "io.kinesistrace.consumer.KinesisConsumerTelemetry$Builder",
                        "io.kinesistrace.consumer.ShardTelemetry",
                        "io.kinesistrace.consumer.Handling",
                        "io.kinesistrace.consumer.Handling$Void",
                        "io.kinesistrace.kcl.KclTelemetry",
                        "io.kinesistrace.lambda.TracingKinesisEventHandler",
                        "io.kinesistrace.lambda.TracingKinesisRecordHandler");
    }

    @Test
    void kinesisModule_isLinkedByTheRewriterAlone() {
        noClasses()
                .that()
                .doNotHaveSimpleName("PutRequestRewriter")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon.awssdk.services..")
                .check(classes);
    }

    @Test
    void wireFormat_needsNothingButTheOpenTelemetryApi() {
        classes()
                .that(areReachedByAConsumer())
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "io.opentelemetry..", "org.jspecify..", "io.kinesistrace")
                .andShould()
                .onlyDependOnClassesThat(
                        DescribedPredicate.not(JavaClass.Predicates.simpleNameEndingWith("Interceptor")))
                .check(classes);
    }

    @Test
    void root_knowsNoneOfTheConsumers() {
        noClasses()
                .that()
                .resideInAPackage("io.kinesistrace")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.kinesistrace.consumer", "io.kinesistrace.lambda", "io.kinesistrace.kcl")
                .check(classes);
    }

    @Test
    void consumer_knowsNoSourceOfRecords() {
        classes()
                .that()
                .resideInAPackage("io.kinesistrace.consumer")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "io.opentelemetry.api..",
                        "io.opentelemetry.context..",
                        "org.jspecify..",
                        "io.kinesistrace",
                        "io.kinesistrace.consumer")
                .check(classes);
    }

    @Test
    void sources_knowTheConsumerPackageAndNotEachOther() {
        noClasses()
                .that()
                .resideInAPackage("io.kinesistrace.lambda")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.kinesistrace.kcl", "software.amazon..")
                .check(classes);
        noClasses()
                .that()
                .resideInAPackage("io.kinesistrace.kcl")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.kinesistrace.lambda", "com.amazonaws..", "software.amazon.awssdk..")
                .check(classes);
    }

    @Test
    void byteCode_isJava8() throws IOException {
        for (JavaClass type : classes) {
            try (DataInputStream in = new DataInputStream(
                    type.getSource().orElseThrow().getUri().toURL().openStream())) {
                in.readInt();
                in.readUnsignedShort();
                assertThat(in.readUnsignedShort()).as(type.getName()).isEqualTo(JAVA_8);
            }
        }
    }

    private static DescribedPredicate<JavaClass> areReachedByAConsumer() {
        return DescribedPredicate.describe("are reached by a consumer", type -> type.getName()
                .matches("io\\.kinesistrace\\.(PartitionKeyPropagator|Traceparent|HashKey|Utf8|RecordKey"
                        + "|ShardRouting|KeyFormat)(\\$.*)?"));
    }
}
