package io.kinesistrace.agent;

import io.kinesistrace.playground.process.JavaProgram;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Runs an application that is, together with our library, in a child of the AWS SDK's class loader, as in an application server. Arguments:
 * the child's class path, the application's class, its arguments.
 */
public final class ChildLoaderApplication {
    private ChildLoaderApplication() {}

    public static void main(String[] args) throws Exception {
        try (URLClassLoader child = new ChildFirst(args[0])) {
            Thread.currentThread().setContextClassLoader(child);
            child.loadClass(args[1]).getMethod("main", String[].class).invoke(null, (Object)
                    Arrays.copyOfRange(args, 2, args.length));
        }
    }

    /** Loads our packages itself even if the parent has them, too. */
    private static final class ChildFirst extends URLClassLoader {
        ChildFirst(String classPath) throws Exception {
            super(urls(classPath), JavaProgram.class.getClassLoader());
        }

        private static URL[] urls(String classPath) throws Exception {
            String[] entries = classPath.split(File.pathSeparator);
            URL[] urls = new URL[entries.length];
            for (int i = 0; i < entries.length; i++) {
                urls[i] = Path.of(entries[i]).toUri().toURL();
            }
            return urls;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded == null && name.startsWith("io.kinesistrace.")) {
                    loaded = findClass(name);
                }
                return loaded == null ? super.loadClass(name, resolve) : loaded;
            }
        }
    }
}
