package io.kinesistrace.playground.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.kinesistrace.playground.process.NpmProject;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("processes")
class LocalKinesisTest {
    private static final Path PACKAGE = Path.of("target", "kinesis-local");
    private static final Path LOGS = Path.of("target", "test-kinesis");

    @Test
    void close_running_endsTheServer() {
        LocalKinesis kinesis = LocalKinesis.start(PACKAGE, LOGS.resolve("close.log"));
        ProcessHandle server = kinesis.processHandle();
        assertThat(server.isAlive()).isTrue();

        kinesis.close();

        assertThat(server.isAlive()).isFalse();
    }

    @Test
    void start_twice_eachHasAPortOfItsOwn() {
        try (LocalKinesis one = LocalKinesis.start(PACKAGE, LOGS.resolve("one.log"));
                LocalKinesis two = LocalKinesis.start(PACKAGE, LOGS.resolve("two.log"))) {
            one.createStream("only-here", 1);

            assertThat(one.client().listStreams().streamNames()).containsExactly("only-here");
            assertThat(two.client().listStreams().streamNames()).isEmpty();
        }
    }

    @Test
    void start_ownerIsKilledHard_theServerEndsToo() throws Exception {
        Process owner = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-classpath",
                        System.getProperty("java.class.path"),
                        Owner.class.getName())
                .redirectErrorStream(true)
                .start();
        try {
            ProcessHandle server = ProcessHandle.of(pidOfServer(owner)).orElseThrow();
            assertThat(server.isAlive()).isTrue();

            owner.destroyForcibly();

            server.onExit().get(20, TimeUnit.SECONDS);
            assertThat(server.isAlive()).isFalse();
        } finally {
            owner.destroyForcibly();
        }
    }

    @Test
    void install_npmMissing_saysWhatToInstall(@TempDir Path directory) {
        NpmProject missing = new NpmProject("kinesis-local", directory, "no-such-npm");

        assertThatIllegalStateException()
                .isThrownBy(missing::install)
                .withMessageContaining("Node.js 18 or newer")
                .withMessageContaining("'no-such-npm'");
    }

    private static long pidOfServer(Process owner) throws IOException {
        BufferedReader output = owner.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(Owner.PID)) {
                return Long.parseLong(line.substring(Owner.PID.length()));
            }
        }
        throw new IllegalStateException("It ended without starting a server");
    }

    /** Starts a server and never ends by itself. */
    static final class Owner {
        static final String PID = "server: ";

        private Owner() {}

        public static void main(String[] args) throws InterruptedException {
            LocalKinesis kinesis = LocalKinesis.start(PACKAGE, LOGS.resolve("owner.log"));
            System.out.println(PID + kinesis.processHandle().pid());
            Thread.currentThread().join();
        }
    }
}
