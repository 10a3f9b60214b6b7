package dev.albireo.devstack;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Reports once when a service has ended by itself, or because {@code make dev} replaced it. The other parts continue. */
final class ProcessWatch {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Stack stack;
    private final Consumer<String> report;
    private final Set<String> reported = new HashSet<>();

    ProcessWatch(Stack stack, Consumer<String> report) {
        this.stack = stack;
        this.report = report;
    }

    /** Watches until the JVM ends. */
    void start() {
        Thread.ofVirtual().name("watch").start(() -> {
            while (!stack.isClosed()) {
                look();
                pause();
            }
        });
    }

    private void look() {
        for (RunningService service : stack.services()) {
            if (!service.isAlive() && !stack.isClosed() && reported.add(service.name())) {
                report.accept(service.name() + " has ended; the other processes keep running. Log: " + service.log());
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(INTERVAL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
