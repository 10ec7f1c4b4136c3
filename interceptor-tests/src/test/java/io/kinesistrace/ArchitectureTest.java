package io.kinesistrace;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.kinesistrace.internal.put.PutTracer;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dependency rules of the design, checked on the published classes. */
@Tag("slow")
class ArchitectureTest {
    private static final int JAVA_8 = 52;
    private static final String INTERNAL = "io.kinesistrace.internal.";

    private final URL published =
            KinesisTraceInterceptor.class.getProtectionDomain().getCodeSource().getLocation();
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(location -> location.contains(published.getPath()))
            .importPackages("io.kinesistrace");

    @Test
    void published_classes_areThoseOfTheJar() {
        assertThat(classes.contain(PutTracer.class)).isTrue();
        assertThat(classes.contain(ArchitectureTest.class)).isFalse();
    }

    /** Public types of internal packages are public only to the compiler. */
    @Test
    void publicTypes_areWhatAUserCallsAndNoMore() {
        assertThat(classes.stream()
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(type -> !type.getPackageName().startsWith(INTERNAL))
                        .map(JavaClass::getName))
                .containsExactlyInAnyOrder(
                        "io.kinesistrace.KinesisTraceInterceptor",
                        "io.kinesistrace.KinesisTraceInterceptorBuilder",
                        "io.kinesistrace.PartitionKeyPropagator",
                        "io.kinesistrace.PartitionKeyPropagatorBuilder",
                        "io.kinesistrace.RecordKey",
                        "io.kinesistrace.ShardRouting",
                        "io.kinesistrace.KeyFormat",
                        "io.kinesistrace.consumer.KinesisConsumerTelemetry",
                        "io.kinesistrace.consumer.KinesisConsumerTelemetryBuilder",
                        "io.kinesistrace.consumer.ShardTelemetry",
                        "io.kinesistrace.consumer.CheckedSupplier",
                        "io.kinesistrace.consumer.CheckedRunnable",
                        "io.kinesistrace.kcl.KclTelemetry",
                        "io.kinesistrace.lambda.TracingKinesisEventHandler",
                        "io.kinesistrace.lambda.TracingKinesisRecordHandler",
                        "io.kinesistrace.spring.KinesisTraceAutoConfiguration",
                        "io.kinesistrace.spring.TraceparentEndpointCustomizer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wire     |",
                "settings | wire",
                "report   |",
                "span     | wire",
                "rules    | wire, settings, report",
                "put      | wire, settings, report, span, rules"
            })
    void internalRoom_knowsOnlyTheRoomsBelowIt(String room, String below) {
        List<String> allowed = new ArrayList<>(List.of(INTERNAL + room));
        Stream.of(below == null ? new String[0] : below.split(", "))
                .map(each -> INTERNAL + each)
                .forEach(allowed::add);

        classes()
                .that()
                .resideInAPackage(INTERNAL + room)
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.describe(
                        "are of the rooms below, or an enum of the root",
                        type -> !type.getPackageName().startsWith("io.kinesistrace")
                                || allowed.contains(type.getPackageName())
                                || type.isEquivalentTo(ShardRouting.class)
                                || type.isEquivalentTo(KeyFormat.class)))
                .check(classes);
    }

    @Test
    void rooms_haveNoCycle() {
        slices().matching("io.kinesistrace.(internal.*)")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    @Test
    void rooms_areSmallEnoughToSeeAtOnce() {
        Map<String, Long> files = classes.stream()
                .filter(JavaClass::isTopLevelClass)
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));

        assertThat(files).allSatisfy((room, count) -> assertThat(count).as(room).isLessThanOrEqualTo(10));
    }

    @Test
    void wire_isPlainJava() {
        onlyUses("wire", "java..", "org.jspecify..");
    }

    @Test
    void settings_arePlainJava() {
        onlyUses("settings", "java..", "org.jspecify..");
    }

    /** The package loads without any of these libraries: each class that links to one is separate. */
    @Test
    void report_knowsNoAwsSdk() {
        onlyUses(
                "report",
                "java..",
                "org.jspecify..",
                "org.slf4j..",
                "io.opentelemetry.api..",
                "io.opentelemetry.context..");
        noClasses()
                .that()
                .resideInAPackage(INTERNAL + "report")
                .and()
                .haveNameNotMatching(".*RecordCounter.*")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.opentelemetry..")
                .check(classes);
    }

    @Test
    void openTelemetry_isLinkedByTwoRoomsOfTheProducer() {
        noClasses()
                .that()
                .resideInAnyPackage(INTERNAL + "wire", INTERNAL + "settings", INTERNAL + "rules", INTERNAL + "put")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.opentelemetry..")
                .check(classes);
    }

    @Test
    void kinesisModule_isLinkedByTheRoomOfThePutAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(INTERNAL + "put")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon.awssdk.services..")
                .check(classes);
    }

    @Test
    void root_knowsNoneOfTheConsumers() {
        noClasses()
                .that()
                .resideInAPackage("io.kinesistrace")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.kinesistrace.consumer",
                        "io.kinesistrace.lambda",
                        "io.kinesistrace.kcl",
                        "io.kinesistrace.spring")
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
                        INTERNAL + "report",
                        INTERNAL + "span",
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

    private void onlyUses(String room, String... packages) {
        List<String> allowed = new ArrayList<>(List.of(packages));
        allowed.add("io.kinesistrace..");
        classes()
                .that()
                .resideInAPackage(INTERNAL + room)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed.toArray(new String[0]))
                .check(classes);
    }
}
