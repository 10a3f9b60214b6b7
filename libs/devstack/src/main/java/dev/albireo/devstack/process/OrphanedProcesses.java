package dev.albireo.devstack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The processes that a killed launcher left running in a data folder. The holder of the folder's lock may end them. */
public final class OrphanedProcesses {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final DataFolder data;

    public OrphanedProcesses(DataFolder data) {
        this.data = data;
    }

    /** Ends every child process of an earlier launcher, then its database. */
    public void end() {
        end(pidFiles().flatMap(file -> new PidFile(file).leftover().stream()).toList());
        pidFiles().forEach(file -> new PidFile(file).delete());
        end(postmaster().stream().toList());
    }

    private static void end(List<ProcessHandle> processes) {
        processes.forEach(ProcessHandle::destroy);
        if (!Poll.until(GRACE, () -> processes.stream().noneMatch(ProcessHandle::isAlive))) {
            processes.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private Stream<Path> pidFiles() {
        try (Stream<Path> files = Files.list(data.resolve("run"))) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** PostgreSQL's own pid file: the process id, then the data folder. */
    private Optional<ProcessHandle> postmaster() {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postgres/postmaster.pid"));
            return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                    .filter(process -> process.info().command().orElse("").endsWith("postgres"));
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException noneOrUnreadable) {
            return Optional.empty();
        }
    }
}
