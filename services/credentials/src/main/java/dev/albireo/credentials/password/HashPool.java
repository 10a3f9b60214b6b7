package dev.albireo.credentials.password;

import dev.albireo.web.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A few threads that do nothing but hash, with a bounded queue before them: a flood of logins leaves the rest alive. */
@ApplicationScoped
@Startup
class HashPool {
    private final ThreadPoolExecutor threads;
    private final Timer waited;
    private final Counter turnedAway;

    HashPool(PasswordConfig config, MeterRegistry meters) {
        this.threads = new ThreadPoolExecutor(
                config.workers(),
                config.workers(),
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(config.queue()),
                Thread.ofPlatform().daemon().name("password-", 0).factory(),
                new ThreadPoolExecutor.AbortPolicy());
        this.waited = Timer.builder("albireo.password.wait")
                .serviceLevelObjectives(
                        Duration.ofMillis(10),
                        Duration.ofMillis(50),
                        Duration.ofMillis(200),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5))
                .register(meters);
        this.turnedAway = meters.counter("albireo.password.turned.away");
        Gauge.builder("albireo.password.queue", threads, pool -> pool.getQueue().size())
                .register(meters);
    }

    /** The work's result, delivered where the caller runs; {@code Problem.UNAVAILABLE} when the queue is full. */
    <T> Uni<T> run(Supplier<T> work) {
        return Uni.createFrom().deferred(() -> {
            Context here = Vertx.currentContext();
            Uni<T> result = Uni.createFrom().completionStage(submit(work));
            return here == null ? result : result.emitOn(MutinyHelper.executor(here));
        });
    }

    private <T> CompletableFuture<T> submit(Supplier<T> work) {
        try {
            Timer.Sample arrived = Timer.start();
            return CompletableFuture.supplyAsync(
                    () -> {
                        arrived.stop(waited);
                        return work.get();
                    },
                    threads);
        } catch (RejectedExecutionException e) {
            turnedAway.increment();
            throw Problem.UNAVAILABLE.because("too many people are signing in right now; try again in a moment");
        }
    }

    @PreDestroy
    void stop() {
        threads.shutdown();
    }
}
