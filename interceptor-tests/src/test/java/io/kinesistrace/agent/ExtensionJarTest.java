package io.kinesistrace.agent;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.kinesistrace.KinesisTraceInterceptor;
import io.kinesistrace.playground.process.Downloads;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar for the agent. If a helper list lacked a class, the application could not create its clients. */
class ExtensionJarTest {
    private static final String RELOCATED = "io.kinesistrace.agentextension.";
    private static final String IN_THE_AGENT = RELOCATED + "agent.";

    @ParameterizedTest
    @ValueSource(strings = {"producer", "lambda"})
    void helpers_inTheirOrder_findAllTheyReferTo(String module) throws Exception {
        try (Helpers loader = new Helpers(module)) {
            for (String helper : loader.names) {
                // Verifies the class, and resolves the types of its members.
                Class<?> type = Class.forName(helper, false, loader);
                assertThat(type.getClassLoader()).isSameAs(loader);
                type.getDeclaredMethods();
                type.getDeclaredFields();
            }
        }
    }

    @Test
    void helpers_ofAllModules_areAllClassesThatAreNotInTheAgent() throws IOException {
        Set<String> helpers = new LinkedHashSet<>();
        for (String module : List.of("producer", "kcl", "lambda")) {
            helpers.addAll(helpers(module));
        }
        try (JarFile jar = jar()) {
            assertThat(classes(jar).filter(name -> !isInTheAgent(name)))
                    .filteredOn(name -> !name.startsWith(RELOCATED + "kcl.package"))
                    .containsExactlyInAnyOrderElementsOf(helpers);
        }
    }

    @Test
    void classes_areAllRelocated() throws IOException {
        try (JarFile jar = jar()) {
            assertThat(classes(jar)).isNotEmpty().allMatch(name -> name.startsWith(RELOCATED));
        }
    }

    @Test
    void interceptor_passesOnEveryHookOfOurs() throws Exception {
        try (Helpers loader = new Helpers("producer")) {
            Class<?> extension = loader.loadClass(IN_THE_AGENT + "producer.ExtensionInterceptor");
            assertThat(hooks(extension)).isEqualTo(hooks(KinesisTraceInterceptor.class));
        }
    }

    private static Set<String> hooks(Class<?> interceptor) {
        return Stream.of(interceptor.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()))
                .map(Method::getName)
                .collect(toCollection(LinkedHashSet::new));
    }

    /** The classes of this package run in the agent, those of its subpackages in the application. */
    private static boolean isInTheAgent(String name) {
        return name.startsWith(IN_THE_AGENT) && name.indexOf('.', IN_THE_AGENT.length()) < 0;
    }

    private static Stream<String> classes(JarFile jar) {
        return jar.stream()
                .map(entry -> entry.getName())
                .filter(name -> name.endsWith(".class"))
                .map(name ->
                        name.substring(0, name.length() - ".class".length()).replace('/', '.'));
    }

    private static List<String> helpers(String module) throws IOException {
        try (JarFile jar = jar()) {
            byte[] list = jar.getInputStream(jar.getEntry("kinesis-trace/" + module + ".helpers"))
                    .readAllBytes();
            return new String(list, StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static JarFile jar() throws IOException {
        return new JarFile(Downloads.agentExtension().toFile());
    }

    /** Defines the helpers of one module one after the other, like the agent, and has no other class of the jar. */
    private static final class Helpers extends URLClassLoader {
        private final List<String> names;

        Helpers(String module) throws IOException {
            super(new URL[0], ExtensionJarTest.class.getClassLoader());
            this.names = helpers(module);
            try (JarFile jar = jar()) {
                for (String name : names) {
                    byte[] bytes = jar.getInputStream(jar.getEntry(name.replace('.', '/') + ".class"))
                            .readAllBytes();
                    // Fails if a supertype has not been defined before.
                    defineClass(name, bytes, 0, bytes.length);
                }
            }
        }
    }
}
