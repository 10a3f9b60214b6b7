package dev.albireo.devstack.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A program that can be started, stopped and started again. It lives in a session of its own where the system has {@code setsid}, so a
 * Ctrl-C in the terminal reaches the launcher alone and the launcher decides the order. A pid file lets the next launcher find what a
 * killed one left behind.
 */
public final class ChildProcess implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration JOIN_LIMIT = Duration.ofSeconds(60);
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final String name;
    private final List<String> command;
    private final Path log;
    private final PidFile pidFile;
    private @Nullable Process process;
    private boolean closed;

    /** Nothing is started yet. */
    public ChildProcess(String name, List<String> command, DataFolder data) {
        this.name = name;
        this.command = List.copyOf(command);
        this.log = data.log(name);
        this.pidFile = new PidFile(data.resolve("run/" + name + ".pid"));
    }

    /** Starts the program, with a new log file. */
    public synchronized void start() {
        if (closed) {
            throw new StackException(name + " is not started: the stack is stopping");
        }
        if (isAlive()) {
            throw new IllegalStateException(name + " is already running");
        }
        ProcessBuilder builder = new ProcessBuilder(inOwnSession())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        try {
            process = builder.start();
            pidFile.write(process.toHandle());
        } catch (IOException e) {
            throw new StackException("cannot start " + name + ": " + e.getMessage(), e);
        }
    }

    private List<String> inOwnSession() {
        if (!Files.isExecutable(SETSID)) {
            return command;
        }
        List<String> wrapped = new ArrayList<>(List.of(SETSID.toString()));
        wrapped.addAll(command);
        return wrapped;
    }

    /** Asks the program to end and waits; one that does not listen is killed. Does nothing when it is not running. */
    public synchronized void stop() {
        if (process != null) {
            process.destroy();
            if (!waitFor(process, GRACE)) {
                kill();
            }
            pidFile.delete();
        }
    }

    /** Waits for a program that ends by itself. */
    public synchronized void join() {
        if (process != null && waitFor(process, JOIN_LIMIT)) {
            pidFile.delete();
        }
    }

    /** Ends the program at once, as a crash would. */
    public synchronized void kill() {
        if (process != null) {
            process.destroyForcibly();
            waitFor(process, GRACE);
            pidFile.delete();
        }
    }

    private static boolean waitFor(Process process, Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** The process id of the program that was started last. */
    public synchronized long pid() {
        if (process == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return process.pid();
    }

    public String name() {
        return name;
    }

    public Path log() {
        return log;
    }

    /** The end of the log, for the person who wonders why it died. */
    public String lastLines(int count) {
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
        } catch (IOException e) {
            return "(no log: " + log + ")";
        }
    }

    /** Stops the program for good: a later start is refused. */
    @Override
    public synchronized void close() {
        closed = true;
        stop();
    }
}
