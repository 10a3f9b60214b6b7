package dev.albireo.web;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets concurrent calls with one key share one result. */
final class SingleFlight<K, V> {
    private final ConcurrentHashMap<K, Uni<V>> running = new ConcurrentHashMap<>();

    /** Returns the result of the call that runs for the key, or of this one if there is none. */
    Uni<V> join(K key, Supplier<Uni<V>> call) {
        return Uni.createFrom()
                .deferred(() -> onCallerContext(
                        running.computeIfAbsent(key, first -> shared(first, call)), Vertx.currentContext()));
    }

    /** Returns whether a call runs for the key. */
    boolean isRunning(K key) {
        return running.containsKey(key);
    }

    private Uni<V> shared(K key, Supplier<Uni<V>> call) {
        return call.get()
                .onTermination()
                .invoke(() -> running.remove(key))
                .memoize()
                .indefinitely();
    }

    /** Continues on the context of the caller, as database sessions require it. */
    private static <T> Uni<T> onCallerContext(Uni<T> result, @Nullable Context caller) {
        return caller == null ? result : result.emitOn(work -> caller.runOnContext(ignored -> work.run()));
    }
}
