package io.kinesistrace.agent;

import static java.util.stream.Collectors.toList;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.matcher.ElementMatchers;

/**
 * The classes that the agent injects into the application for one of our modules, supertypes first. The build lists them: if one were missing,
 * the SDK could not create a client.
 */
final class HelperClasses {
    private final List<String> names;

    private HelperClasses(List<String> names) {
        this.names = names;
    }

    static HelperClasses of(String module) {
        return new HelperClasses(read("/kinesis-trace/" + module + ".helpers"));
    }

    /** Matches nothing if there is no list: the module must not apply without its classes. */
    ElementMatcher.Junction<ClassLoader> areKnown() {
        return names.isEmpty() ? ElementMatchers.<ClassLoader>none() : ElementMatchers.<ClassLoader>any();
    }

    List<String> names() {
        return names;
    }

    private static List<String> read(String resource) {
        try (InputStream list = HelperClasses.class.getResourceAsStream(resource)) {
            return list == null
                    ? Collections.<String>emptyList()
                    : new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))
                            .lines()
                            .collect(toList());
        } catch (IOException e) {
            return Collections.emptyList();
        }
    }
}
