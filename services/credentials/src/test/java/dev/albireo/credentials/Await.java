package dev.albireo.credentials;

import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Runs asynchronous work of the service in a test and waits for it. */
public final class Await {
    private Await() {}

    public static <T> T on(Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(work);
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the results of parallel runs; a failure fails the test. */
    public static <T> List<T> inParallel(int times, Supplier<Uni<T>> work) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> runs = IntStream.range(0, times)
                    .mapToObj(i -> threads.submit(() -> on(work)))
                    .toList();
            return runs.stream().map(Await::result).toList();
        }
    }

    private static <T> T result(Future<T> run) {
        try {
            return run.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
