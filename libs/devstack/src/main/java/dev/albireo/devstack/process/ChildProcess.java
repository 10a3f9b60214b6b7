package dev.albireo.devstack.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A program that can be started, stopped and started again. It runs in its own session where the system has {@code setsid}, so that Ctrl-C
 * in the terminal reaches the launcher alone and the launcher decides the order. A pid file lets the next launcher find the processes of a
 * killed one.
 */
public final class ChildProcess implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration JOIN_LIMIT = Duration.ofSeconds(60);
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final String name;
    private final Supplier<List<String>> command;
    private final Path log;
    private final PidFile pidFile;
    private @Nullable Process process;
    private boolean closed;

    /** Creates a program that is not started yet. */
    public ChildProcess(String name, List<String> command, DataFolder data) {
        this(name, () -> command, data);
    }

    /**
     * Creates a program that is not started yet.
     *
     * @param command is asked at each start
     */
    public ChildProcess(String name, Supplier<List<String>> command, DataFolder data) {
        this.name = name;
        this.command = command;
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
            return command.get();
        }
        List<String> wrapped = new ArrayList<>(List.of(SETSID.toString()));
        wrapped.addAll(command.get());
        return wrapped;
    }

    /** Terminates the program and waits; kills it if it does not end. Has no effect when it is not running. */
    public synchronized void stop() {
        if (process != null) {
            process.destroy();
            if (!waitFor(process, GRACE)) {
                kill();
            }
            pidFile.delete();
        }
    }

    /** Tells the program to end, and does not wait for it. */
    public synchronized void terminate() {
        if (process != null) {
            process.destroy();
        }
    }

    /** Ends the program and those that it started at once. */
    public synchronized void killAll() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
        }
        kill();
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

    /** Returns the process id of the program that was started last. */
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

    /** Returns the last lines of the log, for messages about its failure. */
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

    /** Stops the program; rejects any later start. */
    @Override
    public synchronized void close() {
        closed = true;
        stop();
    }
}
