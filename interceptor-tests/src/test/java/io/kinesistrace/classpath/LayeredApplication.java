package io.kinesistrace.classpath;

import io.kinesistrace.playground.process.JavaProgram;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * Runs an application in class loaders of its own, like a container: a parent for the container and a child for a web application. Nothing
 * comes from this class path. Arguments: layout, endpoint, stream.
 */
final class LayeredApplication {
    private static final Predicate<Path> OURS = jar -> name(jar).startsWith("kinesis-trace-interceptor-")
            || jar.endsWith(Path.of("interceptor", "target", "classes"));
    private static final Predicate<Path> APPLICATION = jar ->
            !name(jar).endsWith(".jar") && !OURS.test(jar) || name(jar).startsWith("kinesis-trace-interceptor-tests-");
    private static final Predicate<Path> ALL = jar -> true;
    private static final Predicate<Path> NONE = jar -> false;

    enum Layout {
        ALL_IN_THE_CHILD(NONE, ALL, false, "TracedPutApplication"),
        /** The container has its own copy of everything. */
        CHILD_FIRST(ALL, ALL, true, "TracedPutApplication"),
        ALL_IN_THE_PARENT(APPLICATION.negate(), APPLICATION, false, "TracedPutApplication"),
        SDK_IN_THE_PARENT(OURS.or(APPLICATION).negate(), OURS.or(APPLICATION), false, "TracedPutApplication"),
        SDK_IN_THE_PARENT_ON_THE_BUILDER(
                OURS.or(APPLICATION).negate(), OURS.or(APPLICATION), false, "BuilderPutApplication"),
        JAR_IN_THE_PARENT(OURS, OURS.negate(), false, "TracedPutApplication");

        private final Predicate<Path> inTheParent;
        private final Predicate<Path> inTheChild;
        private final boolean childFirst;
        private final String main;

        Layout(Predicate<Path> inTheParent, Predicate<Path> inTheChild, boolean childFirst, String main) {
            this.inTheParent = inTheParent;
            this.inTheChild = inTheChild;
            this.childFirst = childFirst;
            this.main = main;
        }
    }

    private LayeredApplication() {}

    public static void main(String[] args) throws Exception {
        Layout layout = Layout.valueOf(args[0]);
        ClassLoader platform = ClassLoader.getPlatformClassLoader();
        try (URLClassLoader parent = new URLClassLoader(urls(layout.inTheParent), platform);
                URLClassLoader child = layout.childFirst
                        ? new ChildFirst(urls(layout.inTheChild), parent)
                        : new URLClassLoader(urls(layout.inTheChild), parent)) {
            Thread.currentThread().setContextClassLoader(child);
            Class<?> main = Class.forName("io.kinesistrace.classpath." + layout.main, true, child);
            Method method = main.getDeclaredMethod("main", String[].class);
            method.setAccessible(true);
            method.invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
        }
    }

    private static URL[] urls(Predicate<Path> wanted) {
        return Arrays.stream(JavaProgram.classPath().split(File.pathSeparator))
                .map(Path::of)
                .filter(wanted)
                .map(LayeredApplication::url)
                .toArray(URL[]::new);
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    /** Looks up classes and resources like a web container. */
    private static final class ChildFirst extends URLClassLoader {
        ChildFirst(URL[] urls, ClassLoader parent) {
            super(urls, parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded == null && !name.startsWith("java.")) {
                    try {
                        loaded = findClass(name);
                    } catch (ClassNotFoundException e) {
                        loaded = null;
                    }
                }
                return loaded == null ? super.loadClass(name, resolve) : loaded;
            }
        }

        @Override
        public URL getResource(String name) {
            URL own = findResource(name);
            return own == null ? super.getResource(name) : own;
        }

        @Override
        public java.util.Enumeration<URL> getResources(String name) throws IOException {
            return findResource(name) == null ? super.getResources(name) : findResources(name);
        }
    }
}
