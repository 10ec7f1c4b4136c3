package io.kinesistrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesistrace.internal.report.Outcome;
import io.kinesistrace.internal.settings.SettingsReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The README and the other documents are correct. */
@Tag("slow")
class ReadmeTest {
    private static final Path ROOT = Path.of("..");
    private static final Path README = ROOT.resolve("README.md");

    private final Document readme = new Document(README);

    @Test
    void readme_lengthAndOrder_putTheReadersFirstSuccessFirst() {
        assertThat(readme.lines()).hasSizeLessThanOrEqualTo(260);
        assertThat(readme.headings())
                .containsExactly(
                        "Kinesis Trace",
                        "How it works",
                        "Quick start",
                        "Run it",
                        "Test it",
                        "What is supported",
                        "Consumers",
                        "Settings",
                        "Monitoring and troubleshooting",
                        "Examples",
                        "Compatibility",
                        "More");
    }

    @Test
    void setUp_runAndTest_areOneCommandEach() throws IOException {
        assertThat(onlyCommandOf("Run it")).startsWith("mvn ");
        assertThat(Files.readAllLines(ROOT.resolve(".ci/run"))).contains(onlyCommandOf("Test it"));
    }

    /** Samples are quotes of code that the tests compile and run; only line breaks may differ. */
    @Test
    void samples_everyJavaBlock_isAQuoteOfCodeThatTheTestsRun() {
        List<String> code = sources();
        List<String> samples = documents()
                .flatMap(document -> document.samples("java").stream())
                .toList();

        assertThat(samples).hasSizeGreaterThanOrEqualTo(6);
        assertThat(samples)
                .allSatisfy(sample -> assertThat(code).anyMatch(source -> source.contains(withoutSpace(sample))));
    }

    @Test
    void packagePages_everySample_isAQuoteOfCodeThatTheTestsRun() {
        List<String> code = sources();
        List<String> samples = javaFiles(ROOT.resolve("interceptor/src/main")).stream()
                .filter(file -> file.endsWith("package-info.java"))
                .flatMap(page -> Pattern.compile("(?s)<pre>\\{@code\n(.*?)\n \\* }</pre>")
                        .matcher(read(page))
                        .results())
                .map(sample -> sample.group(1).replaceAll("(?m)^ \\*", ""))
                .toList();

        assertThat(samples).hasSize(5);
        assertThat(samples)
                .allSatisfy(sample -> assertThat(code).anyMatch(source -> source.contains(withoutSpace(sample))));
    }

    /** Each row names the counted outcome and the tests that show it. */
    @Test
    void decisionTable_everyOutcomeAndEveryTestThatIsNamed_isThere() {
        List<String> code = sources();
        List<String> rows = read(ROOT.resolve("interceptor/docs/BEHAVIOUR.md"))
                .lines()
                .filter(line -> line.matches("\\| \\d+ \\|.*"))
                .toList();

        assertThat(rows).hasSize(16).allSatisfy(row -> {
            List<String> named = namedTests(row);
            assertThat(named).as(row).isNotEmpty().allSatisfy(test -> assertThat(code)
                    .anyMatch(source -> Arrays.stream(test.split("\\|")).allMatch(source::contains)));
        });
        assertThat(Outcome.values())
                .filteredOn(outcome -> outcome != Outcome.FAILED)
                .allSatisfy(outcome -> assertThat(rows)
                        .anyMatch(row -> row.contains("`" + outcome.name().toLowerCase(Locale.ROOT) + "`")));
    }

    @Test
    void documents_everyTestThatIsNamed_isThere() {
        List<String> code = sources();

        assertThat(documents().flatMap(document -> namedTests(document.text()).stream()))
                .hasSizeGreaterThan(25)
                .allSatisfy(test -> assertThat(code)
                        .anyMatch(source -> Arrays.stream(test.split("\\|")).allMatch(source::contains)));
    }

    private static List<String> namedTests(String text) {
        return Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`")
                .matcher(text)
                .results()
                .map(test -> "class" + test.group(1) + (test.group(2) == null ? "" : '|' + test.group(2) + '('))
                .toList();
    }

    private static Stream<Document> documents() {
        try (Stream<Path> files = Files.list(ROOT.resolve("interceptor/docs"))) {
            List<Path> found =
                    files.filter(file -> file.toString().endsWith(".md")).toList();
            return Stream.concat(
                            Stream.of(README, ROOT.resolve("CONTRIBUTING.md"), ROOT.resolve("CHANGELOG.md")),
                            found.stream())
                    .map(Document::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void settings_table_namesEverySettingAsItIsRead() throws IOException {
        List<String> rows = Files.readAllLines(README).stream()
                .filter(line -> line.contains("`kinesis.trace."))
                .filter(line -> line.startsWith("|"))
                .toList();

        List<String> properties = List.of(SettingsReader.knownNames().split(", "));
        assertThat(rows).hasSameSizeAs(properties);
        for (String property : properties) {
            String variable = property.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
            assertThat(rows).anyMatch(row -> row.contains("| `" + property + "` | `" + variable + "` |"));
        }
    }

    @Test
    void example_ofKeyAndHash_isWhatTheLibraryWrites() throws IOException {
        RecordKey key = PartitionKeyPropagator.create().inject(Spans.contextOf(Spans.SPAN), "order-17");

        assertThat(Files.readString(README))
                .contains("order-17  ->  " + key.partitionKey())
                .contains("(none)    ->  " + key.explicitHashKey());
    }

    @Test
    void quickStart_coordinates_areThoseOfTheBuild() {
        String version = elementOf("interceptor/pom.xml", "version");

        assertThat(readme.section("Quick start"))
                .contains("<artifactId>kinesis-trace-interceptor</artifactId>", "<version>" + version + "</version>")
                .contains("io.kinesistrace:kinesis-trace-interceptor:" + version)
                .contains("io.kinesistrace:kinesis-trace-agent-extension")
                .contains("interceptor/agent-extension/target/kinesis-trace-agent-extension-" + version + ".jar")
                .contains("opentelemetry-bom:" + elementOf("pom.xml", "opentelemetry.version"));
        assertThat(read(ROOT.resolve("interceptor/agent-extension/pom.xml")))
                .contains("<artifactId>kinesis-trace-agent-extension</artifactId>");
    }

    /** The project's address is written in one place. Until a release sets it, no document claims a domain. */
    @Test
    void repository_address_isWrittenOnce() {
        String address = elementOf("pom.xml", "project.repository");

        assertThat(read(ROOT.resolve("pom.xml"))).containsOnlyOnce(address).doesNotContain("kinesistrace.io/");
        assertThat(documents())
                .allSatisfy(document -> assertThat(document.text()).doesNotContain(address, "https://kinesistrace.io"));
    }

    private static String elementOf(String pom, String name) {
        return read(ROOT.resolve(pom)).replaceAll("(?s).*?<" + name + ">(.*?)</" + name + ">.*", "$1");
    }

    private String onlyCommandOf(String heading) {
        List<String> blocks = readme.blocks(heading);
        assertThat(blocks).as(heading).hasSize(1);
        assertThat(blocks.get(0).lines()).as(heading).hasSize(1);
        return blocks.get(0);
    }

    @Test
    void links_toFiles_areThere() {
        assertThat(documents()).allSatisfy(document -> assertThat(document.links())
                .filteredOn(link -> !link.startsWith("http"))
                .allSatisfy(link -> assertThat(document.target(link)).exists()));
    }

    @Test
    void links_toSections_areThere() {
        assertThat(documents()).allSatisfy(document -> assertThat(document.links())
                .filteredOn(link -> !link.startsWith("http") && link.contains("#"))
                .allSatisfy(link -> assertThat(new Document(document.target(link)).anchors())
                        .contains(link.substring(link.indexOf('#') + 1))));
    }

    @Test
    void links_ofReadme_leadToEveryDocument() {
        assertThat(documents().map(document -> document.file().normalize()))
                .filteredOn(file -> !file.equals(README.normalize()))
                .hasSizeGreaterThanOrEqualTo(11)
                .allSatisfy(file -> assertThat(readme.links())
                        .anyMatch(link -> !link.startsWith("http")
                                && readme.target(link).normalize().equals(file)));
    }

    /** The links are not opened, because tests need no network. */
    @Test
    void links_toElsewhere_nameAPublicProject() {
        assertThat(documents().flatMap(document -> document.links().stream()))
                .filteredOn(link -> link.startsWith("http"))
                .allSatisfy(link -> assertThat(URI.create(link).getHost())
                        .isIn(
                                "github.com",
                                "opentelemetry.io",
                                "aws.amazon.com",
                                "semver.org",
                                "keepachangelog.com",
                                "www.w3.org"));
    }

    private static List<String> sources() {
        Path tests = ROOT.resolve("interceptor-tests");
        return Stream.of(
                        "src/test",
                        "src/main",
                        "kcl/src",
                        "spring-boot/src",
                        "spring-cloud-stream/src",
                        "camel/src",
                        "kpl/src",
                        "flink/src")
                .flatMap(folder -> javaFiles(tests.resolve(folder)).stream())
                .map(ReadmeTest::read)
                .map(ReadmeTest::withoutSpace)
                .toList();
    }

    private static List<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withoutSpace(String code) {
        return code.replaceAll("\\s", "");
    }
}
