package io.kinesistrace.playground.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("processes")
class JavaProgramTest {
    private static final Path LOGS = Path.of("target", "test-process");

    @Test
    void start_programThatEnds_hasItsOptionsItsEnvironmentItsArgumentsAndItsExitCode() throws IOException {
        ChildProcess child = JavaProgram.ofClass(Talker.class.getName(), JavaProgram.classPath())
                .options(List.of("-Dsaid=option"))
                .environment(Map.of("SAID", "variable"))
                .arguments("argument")
                .start(LOGS.resolve("talker.log"));

        assertThat(child.waitFor(Duration.ofMinutes(1))).isEqualTo(7);
        assertThat(Files.readString(child.log()).strip()).isEqualTo("option variable argument");
    }

    @Test
    void start_programThatThrows_saysWhyAndFails() throws IOException {
        ChildProcess child = JavaProgram.ofClass(Talker.class.getName(), JavaProgram.classPath())
                .start(LOGS.resolve("thrower.log"));

        assertThat(child.waitFor(Duration.ofMinutes(1))).isEqualTo(1);
        assertThat(Files.readString(child.log())).contains("ArrayIndexOutOfBoundsException");
    }

    @Test
    void start_ownerIsKilledHard_theProgramEndsToo() throws Exception {
        Process owner = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-classpath",
                        JavaProgram.classPath(),
                        Owner.class.getName())
                .redirectErrorStream(true)
                .start();
        try {
            ProcessHandle child = ProcessHandle.of(pidOfChild(owner)).orElseThrow();
            assertThat(child.isAlive()).isTrue();

            owner.destroyForcibly();

            child.onExit().get(20, TimeUnit.SECONDS);
            assertThat(child.isAlive()).isFalse();
        } finally {
            owner.destroyForcibly();
        }
    }

    @Test
    void file_notDownloaded_saysWhatIsMissingAndWhatToDo() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Downloads.javaAgent("0.0.0"))
                .withMessageContaining("opentelemetry-javaagent-0.0.0.jar is missing")
                .withMessageContaining("Maven build downloads it");
    }

    private static long pidOfChild(Process owner) throws IOException {
        BufferedReader output = owner.inputReader();
        return Long.parseLong(output.readLine());
    }

    /** Prints its arguments, then exits with 7. */
    static final class Talker {
        private Talker() {}

        public static void main(String[] args) {
            System.out.println(System.getProperty("said") + ' ' + System.getenv("SAID") + ' ' + args[0]);
            System.exit(7);
        }
    }

    /** Never ends by itself. */
    static final class Sleeper {
        private Sleeper() {}

        public static void main(String[] args) throws InterruptedException {
            Thread.currentThread().join();
        }
    }

    /** Starts a {@link Sleeper}, and never ends by itself. */
    static final class Owner {
        private Owner() {}

        public static void main(String[] args) throws InterruptedException {
            ChildProcess child = JavaProgram.ofClass(Sleeper.class.getName(), JavaProgram.classPath())
                    .start(LOGS.resolve("sleeper.log"));
            System.out.println(child.handle().pid());
            Thread.currentThread().join();
        }
    }
}
