package dev.albireo.devstack.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Stream;

/** The memory that processes occupy. Shared pages are counted once, in parts (Linux: {@code Pss}). */
public final class Memory {
    private Memory() {}

    /** Returns the resident bytes of this process and of {@code pids} with all their descendants; 0 if the system does not report them. */
    public static long residentBytes(Collection<Long> pids) {
        return proportionalKilobytes(ProcessHandle.current().pid()) * 1024 + residentBytesOf(pids);
    }

    /** Returns the resident bytes of {@code pids} alone with all their descendants; 0 if the system does not report them. */
    public static long residentBytesOf(Collection<Long> pids) {
        return pids.stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .flatMap(Memory::family)
                .distinct()
                .mapToLong(process -> proportionalKilobytes(process.pid()) * 1024)
                .sum();
    }

    private static Stream<ProcessHandle> family(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants());
    }

    private static long proportionalKilobytes(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException gone) {
            return 0;
        }
    }
}
