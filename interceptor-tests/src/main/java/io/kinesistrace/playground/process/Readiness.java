package io.kinesistrace.playground.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** Checks whether a started server responds. */
public final class Readiness {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int OK = 200;

    private final ChildProcess process;
    private final HttpRequest request;
    private final HttpClient http = HttpClient.newHttpClient();

    private Readiness(ChildProcess process, URI address) {
        this.process = process;
        this.request = HttpRequest.newBuilder(address).timeout(LIMIT).build();
    }

    /** @param address responds with 200 when the server is ready */
    public static Readiness of(ChildProcess process, URI address) {
        return new Readiness(process, address);
    }

    /** Waits until the server is ready. Returns false if it has ended or takes longer than 90 seconds. */
    public boolean await() {
        Instant deadline = Instant.now().plus(LIMIT);
        while (process.isAlive() && Instant.now().isBefore(deadline)) {
            if (answers()) {
                return true;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        return false;
    }

    private boolean answers() {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
