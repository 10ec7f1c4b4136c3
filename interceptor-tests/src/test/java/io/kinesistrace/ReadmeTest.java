package io.kinesistrace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README says is so. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..");
    private static final Path README = ROOT.resolve("README.md");

    /** What a sample may take for granted: usual imports, and the objects that the reader has at hand. */
    private static final String SAMPLE = """
            import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
            import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
            import io.kinesistrace.*;
            import io.kinesistrace.consumer.*;
            import io.kinesistrace.lambda.*;
            import io.opentelemetry.api.OpenTelemetry;
            import io.opentelemetry.api.trace.*;
            import io.opentelemetry.context.*;
            import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
            import software.amazon.awssdk.core.SdkBytes;
            import software.amazon.awssdk.services.kinesis.*;
            import software.amazon.awssdk.services.kinesis.model.*;
            import software.amazon.awssdk.services.kinesis.model.Record;
            import java.util.List;

            abstract class %s {
                OpenTelemetry openTelemetry;
                Tracer tracer;
                List<Record> records;
                Record record;

                abstract void handle(Record record);

                abstract void handleAll(List<Record> records);

                static void store(KinesisEventRecord record) {}

            %s
            }
            """;

    private static final String STATEMENTS = """
                void sample() {
            %s
                }
            """;

    private final Map<String, List<FencedCodeBlock>> blocks = blocksByHeading();

    @Test
    void setUp_runAndTest_areOneCommandEach() throws IOException {
        assertThat(onlyCommandOf("Run it")).startsWith("mvn ");
        assertThat(Files.readAllLines(ROOT.resolve(".ci/run"))).contains(onlyCommandOf("Test it"));
    }

    @Test
    void samples_everyJavaBlock_compiles(@TempDir Path classes) {
        List<JavaFileObject> sources = new ArrayList<>();
        blocks.values().stream()
                .flatMap(List::stream)
                .filter(block -> block.getInfo().equals("java"))
                .forEach(block -> sources.add(source("Sample" + sources.size(), block.getLiteral())));
        assertThat(sources).hasSizeGreaterThanOrEqualTo(4);

        assertThat(errors(sources, classes)).isEmpty();
    }

    @Test
    void settings_table_namesEverySettingAsItIsRead() throws IOException {
        List<String> rows = Files.readAllLines(README).stream()
                .filter(line -> line.contains("`kinesis.trace."))
                .filter(line -> line.startsWith("|"))
                .toList();

        assertThat(rows).hasSameSizeAs(Setting.values());
        for (Setting setting : Setting.values()) {
            assertThat(rows)
                    .anyMatch(row ->
                            row.contains("| `" + setting.property + "` | `" + setting.environmentVariable + "` |"));
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
    void pictures_andFilesThatAreLinked_areThere() throws IOException {
        Matcher links = Pattern.compile("]\\((?!https?://)([^)]+)\\)").matcher(Files.readString(README));
        List<String> linked = links.results().map(link -> link.group(1)).toList();

        assertThat(linked).hasSizeGreaterThanOrEqualTo(3);
        assertThat(linked).allSatisfy(file -> assertThat(ROOT.resolve(file)).exists());
    }

    private static List<String> errors(List<JavaFileObject> sources, Path classes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        List<String> options =
                List.of("-d", classes.toString(), "-classpath", System.getProperty("java.class.path"), "-proc:none");
        compiler.getTask(null, null, diagnostics, options, null, sources).call();
        return diagnostics.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(Object::toString)
                .toList();
    }

    private static JavaFileObject source(String name, String code) {
        return new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                boolean isClass = code.contains(" class ");
                return SAMPLE.formatted(
                        name, isClass ? code.replace("public class", "static class") : STATEMENTS.formatted(code));
            }
        };
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
        try {
            return Parser.builder().build().parse(Files.readString(README));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
