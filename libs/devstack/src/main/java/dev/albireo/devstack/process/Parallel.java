package dev.albireo.devstack.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs named steps at the same time, a limited number at once, in order; the first that fails ends the others. */
public final class Parallel {
    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(3);
    private static final Duration SLOW = Duration.ofSeconds(45);

    private final int atOnce;
    private final Consumer<String> progress;

    /**
     * @param atOnce how many steps may run at the same time
     * @param progress is told what has ended and, now and then, what has not
     */
    public Parallel(int atOnce, Consumer<String> progress) {
        this.atOnce = atOnce;
        this.progress = progress;
    }

    /** Returns when all steps are done, or throws what the first failing one threw. */
    public void run(SequencedMap<String, Runnable> steps) {
        long begin = System.nanoTime();
        List<String> unfinished = new ArrayList<>(steps.keySet());
        try (ExecutorService executor = Executors.newFixedThreadPool(atOnce)) {
            CompletionService<String> running = new ExecutorCompletionService<>(executor);
            steps.forEach((name, step) -> running.submit(step, name));
            try {
                while (!unfinished.isEmpty()) {
                    Future<String> done = running.poll(REPORT_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
                    if (done == null) {
                        progress.accept(waitingFor(unfinished, Duration.ofNanos(System.nanoTime() - begin)));
                    } else {
                        unfinished.remove(done.get());
                    }
                }
            } catch (ExecutionException e) {
                executor.shutdownNow();
                throw e.getCause() instanceof RuntimeException failure
                        ? failure
                        : new StackException("cannot start: " + e.getCause(), e);
            } catch (InterruptedException e) {
                executor.shutdownNow();
                Thread.currentThread().interrupt();
                throw new StackException("interrupted while starting", e);
            }
        }
    }

    /** What is not ready yet and since when; for a slow start also how busy the machine is, which is the usual reason. */
    private static String waitingFor(List<String> unfinished, Duration elapsed) {
        String load = elapsed.compareTo(SLOW) < 0 ? "" : "; " + Machine.load();
        return "waiting for " + String.join(", ", unfinished) + " (" + elapsed.toSeconds() + " s" + load + ")";
    }
}
