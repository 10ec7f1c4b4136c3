package io.kinesistrace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The native image metadata keeps what the SDK looks up at run time. No native image is built here. */
class NativeImageMetadataTest {
    private static final String FOLDER = "META-INF/native-image/io.kinesistrace/kinesis-trace-interceptor/";
    private static final List<String> SERVICE_FILES = List.of(
            "software/amazon/awssdk/global/handlers/execution.interceptors",
            "software/amazon/awssdk/services/kinesis/execution.interceptors");

    private final JsonNode metadata = json("reachability-metadata.json");

    @Test
    void resources_areTheServiceFilesOfTheSdk() {
        assertThat(texts(metadata.path("resources"), "glob")).containsExactlyInAnyOrderElementsOf(SERVICE_FILES);
    }

    @Test
    void reflection_isTheConstructorOfEveryClassThatTheServiceFilesName() throws ReflectiveOperationException {
        Set<String> named = SERVICE_FILES.stream()
                .flatMap(file -> read(file).lines())
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.toSet());

        assertThat(texts(metadata.path("reflection"), "type")).containsExactlyInAnyOrderElementsOf(named);
        for (JsonNode type : metadata.path("reflection")) {
            assertThat(type.at("/methods/0/name").asText()).isEqualTo("<init>");
            assertThat(type.at("/methods/0/parameterTypes")).isEmpty();
            assertThat(Class.forName(type.path("type").asText()).getConstructor())
                    .isNotNull();
        }
    }

    /** GraalVM versions before JDK 23 read these two files. */
    @Test
    void filesOfOlderVersions_sayTheSame() {
        List<String> patterns = texts(json("resource-config.json").at("/resources/includes"), "pattern");

        assertThat(texts(json("reflect-config.json"), "name")).isEqualTo(texts(metadata.path("reflection"), "type"));
        assertThat(json("reflect-config.json").at("/0/methods")).isEqualTo(metadata.at("/reflection/0/methods"));
        assertThat(SERVICE_FILES).allSatisfy(file -> assertThat(patterns).anyMatch(file::matches));
        assertThat(patterns).hasSameSizeAs(SERVICE_FILES);
    }

    private static List<String> texts(JsonNode array, String field) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(node -> node.path(field).asText())
                .toList();
    }

    private static JsonNode json(String file) {
        try {
            return new ObjectMapper().readTree(read(FOLDER + file));
        } catch (IOException e) {
            throw new IllegalStateException(file, e);
        }
    }

    /** Reads from the published classes, because other jars have files of the same names. */
    private static String read(String file) {
        String published = KinesisTraceInterceptor.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString();
        String url = published.endsWith(".jar") ? "jar:" + published + "!/" + file : published + file;
        try (InputStream in = URI.create(url).toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(url, e);
        }
    }
}
