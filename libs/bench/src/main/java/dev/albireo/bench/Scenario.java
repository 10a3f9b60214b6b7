package dev.albireo.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * One kind of request.
 *
 * @param goal the maximum cost, as text
 * @param exchanges creates the requests of each connection
 */
record Scenario(String name, String goal, Server server, Supplier<Exchanges> exchanges) {
    private static final int CONNECTIONS = 16;
    private static final Duration SLICE = Duration.ofSeconds(2);
    private static final Duration PEAK = Duration.ofSeconds(8);
    private static final Duration HALF = Duration.ofSeconds(6);
    private static final int MAX_SLICES = 60;
    private static final double QUIET = 0.03;

    /** Warms the server up, then sends requests at the maximum rate, then at half of it. */
    Figures measure() {
        try (Load load = new Load(server.uri(), CONNECTIONS, exchanges)) {
            warmUp(load);
            double cpu = server.cpu();
            double databaseCpu = server.databaseCpu();
            DiskWrites before = server.written();
            Instant start = Instant.now();
            long begin = System.nanoTime();
            int count = load.asFastAsPossible(PEAK).count();
            double seconds = (System.nanoTime() - begin) / 1e9;
            Instant end = Instant.now();
            double used = server.cpu() - cpu;
            double databaseUsed = server.databaseCpu() - databaseCpu;
            DiskWrites written = server.written().since(before, count);
            Latencies half = load.at(count / seconds / 2, HALF);
            return new Figures(
                    name,
                    count / seconds,
                    used * 1000 / count,
                    databaseUsed * 1000 / count,
                    written,
                    half.percentile(0.50),
                    half.percentile(0.95),
                    half.percentile(0.99),
                    goal,
                    new Figures.Measurement(start, end, count));
        }
    }

    /** Continues until the compilers of the JVM use almost no time. */
    private void warmUp(Load load) {
        double share = 1;
        for (int i = 0; i < MAX_SLICES && (share > QUIET || i < 2); i++) {
            double compiled = Cpu.compilerSeconds(server.pid());
            double all = server.cpu();
            load.asFastAsPossible(SLICE);
            share = (Cpu.compilerSeconds(server.pid()) - compiled) / Math.max(server.cpu() - all, QUIET);
        }
    }
}
