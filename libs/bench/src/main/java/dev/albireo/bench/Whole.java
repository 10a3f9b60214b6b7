package dev.albireo.bench;

import dev.albireo.devstack.RunningService;
import dev.albireo.devstack.Stack;
import java.time.Instant;
import java.util.List;

/** Complete logins: from the first redirect to the tokens, with the password, through the edge and all services. */
final class Whole {
    static final String NAME = "whole login, one at a time";

    private static final int WARM = 100;
    private static final int MAX_ROUNDS = 30;
    private static final double QUIET = 0.05;
    private static final int COUNTED = 300;

    private final Stack stack;
    private final BenchClient application;
    private final Disk disk;

    Whole(Stack stack, BenchClient application, Disk disk) {
        this.stack = stack;
        this.application = application;
        this.disk = disk;
    }

    private void warmUp(List<Long> services) {
        double share = 1;
        for (int i = 0; i < MAX_ROUNDS && share > QUIET; i++) {
            double compiled = compiled(services);
            double all = Cpu.seconds(services);
            for (int login = 0; login < WARM; login++) {
                application.signIn();
            }
            share = (compiled(services) - compiled) / (Cpu.seconds(services) - all);
        }
    }

    private static double compiled(List<Long> services) {
        return services.stream().mapToDouble(Cpu::compilerSeconds).sum();
    }

    Figures measure(String goal) {
        List<Long> services = stack.services().stream().map(RunningService::pid).toList();
        List<Long> database = List.of(stack.postgres().pid());
        warmUp(services);
        double cpu = Cpu.seconds(services);
        double databaseCpu = Cpu.seconds(database);
        DiskWrites before = disk.written();
        Latencies latencies = new Latencies();
        Instant start = Instant.now();
        long begin = System.nanoTime();
        for (int i = 0; i < COUNTED; i++) {
            long from = System.nanoTime();
            application.signIn();
            latencies.add(System.nanoTime() - from);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        Instant end = Instant.now();
        DiskWrites written = disk.written().since(before, COUNTED);
        return new Figures(
                NAME,
                COUNTED / seconds,
                (Cpu.seconds(services) - cpu) * 1000 / COUNTED,
                (Cpu.seconds(database) - databaseCpu) * 1000 / COUNTED,
                written,
                latencies.percentile(0.50),
                latencies.percentile(0.95),
                latencies.percentile(0.99),
                goal,
                new Figures.Measurement(start, end, COUNTED));
    }
}
