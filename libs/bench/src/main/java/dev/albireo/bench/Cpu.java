package dev.albireo.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Stream;

/** Processor time as the kernel counts it (proc(5)): user and system, in hundredths of a second. */
final class Cpu {
    private static final double TICKS_PER_SECOND = 100;
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int CHILDREN_USER = 13;
    private static final int CHILDREN_SYSTEM = 14;

    private Cpu() {}

    /** Returns the CPU seconds of these processes and of all their descendants, including ended ones. */
    static double seconds(Collection<Long> pids) {
        return pids.stream()
                        .flatMap(pid -> ProcessHandle.of(pid).stream())
                        .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                        .mapToLong(process -> ticks(Path.of("/proc", Long.toString(process.pid()), "stat"), true))
                        .sum()
                / TICKS_PER_SECOND;
    }

    /** Returns the CPU seconds of the compilers of a JVM. */
    static double compilerSeconds(long pid) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return threads.filter(Cpu::isCompiler)
                            .mapToLong(thread -> ticks(thread.resolve("stat"), false))
                            .sum()
                    / TICKS_PER_SECOND;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isCompiler(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).contains("CompilerThre");
        } catch (IOException ended) {
            return false;
        }
    }

    private static long ticks(Path stat, boolean children) {
        try {
            return ticks(Files.readString(stat), children);
        } catch (NoSuchFileException ended) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name of the program, in parentheses, may contain any character; the numbers follow the last parenthesis. */
    static long ticks(String stat, boolean children) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ");
        long own = Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]);
        return children ? own + Long.parseLong(fields[CHILDREN_USER]) + Long.parseLong(fields[CHILDREN_SYSTEM]) : own;
    }
}
