package dev.albireo.bench;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingDouble;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * The CPU time of the services' Java threads by package, sampled by JDK Flight Recorder (JEP 509). Without the compilers and the garbage
 * collector, which run no Java code. A sample counts for the topmost frame that does not belong to the JDK.
 */
final class CpuProfile {
    private static final String SAMPLE = "jdk.CPUTimeSample";
    private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.crypto.");
    private static final String OWN = "dev.albireo.";
    /** The smallest share of its process that a package is listed with. */
    private static final double SMALLEST = 0.01;

    /** The steps of a reactive request are nested deeper than the 64 frames that are recorded otherwise. */
    private static final String STACK_DEPTH = "-XX:FlightRecorderOptions:stackdepth=160";

    private final Path folder;

    /** @param folder for one recording of each process */
    CpuProfile(Path folder) {
        this.folder = folder;
    }

    /** CPU time of one package in one process. */
    private record Sample(String process, String owner, double millis) {}

    /** Returns the options of a JVM that writes a recording when it ends. */
    List<String> options() {
        return List.of(
                STACK_DEPTH,
                "-XX:StartFlightRecording:settings=none,+" + SAMPLE + "#enabled=true,+" + SAMPLE
                        + "#throttle=2ms,filename=" + folder.resolve("%p.jfr"));
    }

    /**
     * Returns the milliseconds for each of {@code count} requests within the time as a Markdown table.
     *
     * @param names the names of the processes by their ids
     */
    String table(Map<Long, String> names, Instant from, Instant until, int count) {
        List<Sample> samples = new ArrayList<>();
        names.forEach((pid, name) -> samples.addAll(samples(folder.resolve(pid + ".jfr"), name, from, until)));
        StringBuilder text = new StringBuilder("| process | package | CPU ms |%n|---|---|---:|%n".formatted());
        samples.stream()
                .collect(groupingBy(Sample::process, summingDouble(Sample::millis)))
                .forEach((process, millis) -> {
                    text.append(row("**" + process + "**", "", millis / count));
                    samples.stream()
                            .filter(sample -> sample.process().equals(process))
                            .collect(groupingBy(Sample::owner, summingDouble(Sample::millis)))
                            .entrySet()
                            .stream()
                            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                            .filter(owner -> owner.getValue() >= SMALLEST * millis)
                            .forEach(owner -> text.append(row(process, owner.getKey(), owner.getValue() / count)));
                });
        return text.toString();
    }

    private static String row(String process, String owner, double millis) {
        return String.format(Locale.ROOT, "| %s | %s | %.3f |%n", process, owner, millis);
    }

    private static List<Sample> samples(Path recording, String process, Instant from, Instant until) {
        if (!Files.exists(recording)) {
            return List.of();
        }
        List<Sample> found = new ArrayList<>();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                if (event.getEventType().getName().equals(SAMPLE)
                        && event.getStartTime().isAfter(from)
                        && event.getStartTime().isBefore(until)) {
                    found.add(new Sample(
                            process,
                            owner(Optional.ofNullable(event.getStackTrace())),
                            event.getDuration("samplingPeriod").toNanos() / 1e6));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static String owner(Optional<RecordedStackTrace> stack) {
        return stack.stream()
                .flatMap(trace -> trace.getFrames().stream())
                .map(frame -> frame.getMethod().getType().getName())
                .filter(type -> JDK.stream().noneMatch(type::startsWith))
                .findFirst()
                .map(CpuProfile::owner)
                .orElse("JDK");
    }

    /** Returns a package of ours in full, and the first two names of others, which are those of their project. */
    static String owner(String type) {
        List<String> names = Stream.of(type.split("\\.")).toList();
        List<String> owner =
                type.startsWith(OWN) ? names.subList(0, names.size() - 1) : names.subList(0, Math.min(2, names.size()));
        return String.join(".", owner);
    }
}
