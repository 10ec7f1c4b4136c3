package io.kinesistrace;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesistrace.internal.report.Outcome;
import io.kinesistrace.internal.settings.SettingsReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the README says is so. */
@Tag("slow")
class ReadmeTest {
    private static final Path ROOT = Path.of("..");
    private static final Path README = ROOT.resolve("README.md");

    private final Map<String, List<FencedCodeBlock>> blocks = blocksByHeading();

    @Test
    void setUp_runAndTest_areOneCommandEach() throws IOException {
        assertThat(onlyCommandOf("Run it")).startsWith("mvn ");
        assertThat(Files.readAllLines(ROOT.resolve(".ci/run"))).contains(onlyCommandOf("Test it"));
    }

    /** Samples are compiled and run where they come from: the README quotes the tests, but for how lines are broken. */
    @Test
    void samples_everyJavaBlock_isAQuoteOfCodeThatTheTestsRun() {
        List<String> code = sources();
        List<String> samples = blocks.values().stream()
                .flatMap(List::stream)
                .filter(block -> block.getInfo().equals("java"))
                .map(FencedCodeBlock::getLiteral)
                .toList();

        assertThat(samples).hasSizeGreaterThanOrEqualTo(10);
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

    /** A row per line, with what is counted and the tests that show it. */
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

        assertThat(documents().flatMap(document -> namedTests(read(document)).stream()))
                .hasSizeGreaterThan(25)
                .allSatisfy(test -> assertThat(code)
                        .anyMatch(source -> Arrays.stream(test.split("\\|")).allMatch(source::contains)));
    }

    private static List<String> namedTests(String text) {
        return Pattern.compile("`(\\w+Test)\\.(\\w+)`")
                .matcher(text)
                .results()
                .map(test -> "class" + test.group(1) + '|' + test.group(2) + '(')
                .toList();
    }

    private static Stream<Path> documents() {
        try (Stream<Path> files = Files.walk(ROOT.resolve("interceptor"))) {
            List<Path> found = files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.toString().contains("target"))
                    .toList();
            return Stream.concat(Stream.of(README), found.stream());
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
    void install_coordinates_areThoseOfTheBuild() throws IOException {
        String pom = Files.readString(ROOT.resolve("interceptor/pom.xml"));
        String version = pom.replaceAll("(?s).*?<version>(.*?)</version>.*", "$1");

        assertThat(blocks.get("Install").get(0).getLiteral())
                .contains("<artifactId>kinesis-trace-interceptor</artifactId>")
                .contains("<version>" + version + "</version>");
    }

    private String onlyCommandOf(String heading) {
        assertThat(blocks.get(heading)).as(heading).hasSize(1);
        String command = blocks.get(heading).get(0).getLiteral().strip();
        assertThat(command.lines()).as(heading).hasSize(1);
        return command;
    }

    @Test
    void links_toFiles_areThere() {
        assertThat(links().filter(link -> !link.startsWith("http") && !link.startsWith("#")))
                .hasSizeGreaterThanOrEqualTo(10)
                .allSatisfy(file -> assertThat(ROOT.resolve(file)).exists());
    }

    @Test
    void links_toSections_areThere() {
        List<String> sections = read(README)
                .lines()
                .filter(line -> line.startsWith("## "))
                .map(line -> '#'
                        + line.substring("## ".length())
                                .toLowerCase(Locale.ROOT)
                                .replaceAll("[^a-z ]", "")
                                .replace(' ', '-'))
                .toList();

        assertThat(links().filter(link -> link.startsWith("#")))
                .hasSizeGreaterThanOrEqualTo(5)
                .allSatisfy(link -> assertThat(sections).contains(link));
    }

    /** What they say is not looked up: a test needs no network. */
    @Test
    void links_toElsewhere_nameAPublicProject() {
        assertThat(links().filter(link -> link.startsWith("http")))
                .allSatisfy(link -> assertThat(URI.create(link).getHost())
                        .isIn("github.com", "opentelemetry.io", "aws.amazon.com", "semver.org"));
    }

    private static Stream<String> links() {
        return Pattern.compile("]\\(([^)]+)\\)").matcher(read(README)).results().map(link -> link.group(1));
    }

    private static List<String> sources() {
        Path tests = ROOT.resolve("interceptor-tests");
        return Stream.of("src/test", "src/main", "kcl/src", "spring-boot/src")
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

    private static Map<String, List<FencedCodeBlock>> blocksByHeading() {
        Map<String, List<FencedCodeBlock>> found = new TreeMap<>();
        parse().accept(new AbstractVisitor() {
            private String heading = "";

            @Override
            public void visit(Heading node) {
                heading = ((Text) node.getFirstChild()).getLiteral();
            }

            @Override
            public void visit(FencedCodeBlock block) {
                found.computeIfAbsent(heading, name -> new ArrayList<>()).add(block);
            }
        });
        return found;
    }

    private static Node parse() {
        return Parser.builder().build().parse(read(README));
    }
}
