package dev.albireo.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Runs calls with a given concurrency, as many clients would. */
public final class InParallel {
    private static final int PATIENCE_SECONDS = 120;

    private InParallel() {}

    /** Returns the results in the order of the calls; fails if one fails or does not return. */
    public static <T> List<T> all(int atOnce, Stream<? extends Callable<T>> calls) {
        try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
            List<Future<T>> running = new ArrayList<>();
            calls.forEach(call -> running.add(threads.submit(call)));
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            }
            return results;
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("a parallel call failed", e);
        }
    }
}
