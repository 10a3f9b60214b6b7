package dev.albireo.devstack;

import dev.albireo.devstack.config.ExtraReplica;
import dev.albireo.devstack.config.ServiceSettings.Listening;
import dev.albireo.devstack.process.ChildProcess;
import dev.albireo.devstack.process.Machine;
import dev.albireo.devstack.process.Poll;
import dev.albireo.devstack.process.StackException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

/** One process of a service. It can be stopped, killed and started again; port, settings and log stay the same. */
public final class RunningService {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private static final int LOG_LINES = 15;

    private final ExtraReplica instance;
    private final Listening listening;
    private final ChildProcess process;
    private final Duration startLimit;

    RunningService(ExtraReplica instance, Listening listening, ChildProcess process, Duration startLimit) {
        this.instance = instance;
        this.listening = listening;
        this.process = process;
        this.startLimit = startLimit;
    }

    /** Starts the process and returns when the service reports that it is ready. */
    public void start() {
        process.start();
        if (!Poll.until(startLimit, this::isReadyOrDead)) {
            throw new StackException(name() + " was not ready within " + startLimit.toSeconds() + " s ("
                    + Machine.load() + "); allow more: make run START_LIMIT="
                    + startLimit.multipliedBy(2).toSeconds() + "; " + endOfLog());
        }
    }

    private boolean isReadyOrDead() {
        if (!process.isAlive()) {
            throw new StackException(name() + " ended while starting; " + endOfLog());
        }
        return isReady();
    }

    private String endOfLog() {
        return log() + " ends with:\n" + process.lastLines(LOG_LINES);
    }

    /** Returns whether the service currently reports that it is ready. */
    public boolean isReady() {
        HttpRequest check = HttpRequest.newBuilder(readiness())
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return HTTP.send(check, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while waiting for " + name(), e);
        }
    }

    /** Ends the process gracefully. */
    public void stop() {
        process.stop();
    }

    /** Ends the process at once, as a crash would. */
    public void kill() {
        process.kill();
    }

    /** Tells the process to end gracefully, and does not wait for it. */
    void terminate() {
        process.terminate();
    }

    /** Ends the process and those that it started at once. */
    void killAll() {
        process.killAll();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** Returns the name of the process: that of its service, or of the {@link ExtraReplica}. */
    public String name() {
        return instance.name();
    }

    public ExtraReplica instance() {
        return instance;
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + listening.port());
    }

    /** Returns the base URL of health and metrics. */
    public URI managementUri() {
        return URI.create("http://127.0.0.1:" + listening.managementPort());
    }

    /** Returns the URL of the readiness check. */
    public URI readiness() {
        return managementUri().resolve("/q/health/ready");
    }

    public Path log() {
        return process.log();
    }

    void close() {
        process.close();
    }
}
