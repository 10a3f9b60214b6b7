package dev.albireo.credentials.password;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Chooses the native implementation that is fastest on this machine, which depends on its processor and on the pages of its kernel. */
final class FastestArgon2 {
    private static final int HASHES = 3;
    private static final byte[] PASSWORD = "measured once".getBytes(US_ASCII);

    private FastestArgon2() {}

    /** One implementation, and the shortest time of a few hashes. */
    private record Measured(Argon2Library library, Duration time) {
        @Override
        public String toString() {
            return library.name() + "=%.1fms".formatted(time.toNanos() / 1e6);
        }
    }

    /**
     * Returns the fastest of the implementations that can be loaded, by a few hashes with these parameters.
     *
     * @throws IllegalStateException if none can be loaded
     */
    static Argon2Library choose(long memoryBytes, int iterations) {
        int memoryKib = Math.toIntExact(memoryBytes / 1024);
        List<Measured> measured = Stream.<Supplier<Argon2Library>>of(Libsodium::new, Libargon2::new)
                .flatMap(library -> loaded(library).stream())
                .map(library -> measured(library, iterations, memoryKib))
                .sorted(Comparator.comparing(Measured::time))
                .toList();
        if (measured.isEmpty()) {
            throw new IllegalStateException("no native implementation of Argon2id can be loaded on this machine");
        }
        Log.infof(
                "argon2id implementation chosen library=%s measured=%s",
                measured.getFirst().library().name(), measured);
        return measured.getFirst().library();
    }

    private static List<Argon2Library> loaded(Supplier<Argon2Library> library) {
        try {
            return List.of(library.get());
        } catch (LinkageError | RuntimeException e) {
            Log.infof("argon2id implementation not available cause=%s", e.toString());
            return List.of();
        }
    }

    private static Measured measured(Argon2Library library, int iterations, int memoryKib) {
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < HASHES; i++) {
            long begin = System.nanoTime();
            library.hash(PASSWORD, iterations, memoryKib);
            times.add(Duration.ofNanos(System.nanoTime() - begin));
        }
        return new Measured(
                library, times.stream().min(Comparator.naturalOrder()).orElseThrow());
    }
}
