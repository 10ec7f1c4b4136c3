package io.kinesistrace.playground.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The native library of the Lambda runtime. By default, every runtime unpacks it to the same file, since in AWS Lambda it is alone on its
 * machine; here, two that start at the same time would crash each other.
 */
final class NativeClient {
    private static final String PATH_PROPERTY =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";
    private static final String RUNTIME_CLASS =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient";

    private final Path library;

    /** Unpacks the library of this machine to a directory. */
    NativeClient(Path directory) {
        this.library = directory.resolve("libaws-lambda-jni.so").toAbsolutePath();
        // Not initialized, because that would load the library here.
        try (InputStream in = Class.forName(RUNTIME_CLASS, false, NativeClient.class.getClassLoader())
                .getResourceAsStream("/jni/" + resource())) {
            Files.createDirectories(directory);
            Files.copy(in, library, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("The Lambda runtime is not on the class path", e);
        }
    }

    /** The options that make a runtime load the library from there. */
    List<String> jvmOptions() {
        return List.of("-D" + PATH_PROPERTY + '=' + library);
    }

    private static String resource() {
        String cpu = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
        String libc = Files.exists(Path.of("/lib/ld-musl-" + cpu.replace("h_", "h") + ".so.1")) ? "_musl" : "";
        return "libaws-lambda-jni.linux" + libc + '-' + cpu + ".so";
    }
}
