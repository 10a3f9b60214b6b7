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

/** Runs named steps concurrently, up to a limit, in order; the first failure ends the others. */
public final class Parallel {
    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(3);
    private static final Duration SLOW = Duration.ofSeconds(45);

    private final int atOnce;
    private final Consumer<String> progress;

    /**
     * @param atOnce the maximum number of concurrent steps
     * @param progress receives messages about finished steps and, periodically, about unfinished ones
     */
    public Parallel(int atOnce, Consumer<String> progress) {
        this.atOnce = atOnce;
        this.progress = progress;
    }

    /** Returns when all steps are done, or throws the exception of the first failed one. */
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

    /** Returns the unfinished steps and the elapsed time; for a slow start also the load of the machine, which is the usual reason. */
    private static String waitingFor(List<String> unfinished, Duration elapsed) {
        String load = elapsed.compareTo(SLOW) < 0 ? "" : "; " + Machine.load();
        return "waiting for " + String.join(", ", unfinished) + " (" + elapsed.toSeconds() + " s" + load + ")";
    }
}
