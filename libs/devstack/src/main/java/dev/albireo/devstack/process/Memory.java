package dev.albireo.devstack.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Stream;

/** How much memory processes occupy. Pages that several share are counted once, in parts (Linux: {@code Pss}). */
public final class Memory {
    private Memory() {}

    /** Resident bytes of this process and of {@code pids} with all they have started; 0 where the system does not tell. */
    public static long residentBytes(Collection<Long> pids) {
        return proportionalKilobytes(ProcessHandle.current().pid()) * 1024 + residentBytesOf(pids);
    }

    /** Resident bytes of {@code pids} alone with all they have started; 0 where the system does not tell. */
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
