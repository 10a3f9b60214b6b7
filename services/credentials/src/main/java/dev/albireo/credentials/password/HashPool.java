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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A few threads that compute hashes only, with a bounded queue in which networks take turns: a flood of logins from one network delays that
 * network alone. No hash is computed for a caller that has disconnected.
 */
@ApplicationScoped
@Startup
class HashPool {
    private final FairQueue<Job<?>> queue;
    private final List<Thread> threads;
    private final Timer waited;
    private final Counter rejected;
    private final Counter abandoned;

    private record Job<T>(HashCaller caller, Supplier<T> work, CompletableFuture<T> result, Timer.Sample arrived) {}

    HashPool(PasswordConfig config, MeterRegistry meters) {
        this.queue = new FairQueue<>(config.queue(), config.queuePerNetwork());
        this.waited = Timer.builder("albireo.password.wait")
                .serviceLevelObjectives(
                        Duration.ofMillis(10),
                        Duration.ofMillis(50),
                        Duration.ofMillis(200),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5))
                .register(meters);
        this.rejected = meters.counter("albireo.password.turned.away");
        this.abandoned = meters.counter("albireo.password.abandoned");
        Gauge.builder("albireo.password.queue", queue, FairQueue::size).register(meters);
        this.threads = IntStream.range(0, config.workers())
                .mapToObj(
                        i -> Thread.ofPlatform().daemon().name("password-" + i).start(this::work))
                .toList();
    }

    /**
     * Returns the work's result, on the context of the request; {@code Problem.UNAVAILABLE} if the queue has no room for this caller or the
     * caller has disconnected before its turn.
     */
    <T> Uni<T> run(HashCaller caller, Supplier<T> work) {
        return Uni.createFrom().deferred(() -> {
            Context here = Vertx.currentContext();
            Uni<T> result = Uni.createFrom().completionStage(submit(caller, work));
            return here == null ? result : result.emitOn(MutinyHelper.executor(here));
        });
    }

    private <T> CompletableFuture<T> submit(HashCaller caller, Supplier<T> work) {
        Job<T> job = new Job<>(caller, work, new CompletableFuture<>(), Timer.start());
        queue.offer(caller.share(), job).ifPresent(displaced -> {
            rejected.increment();
            displaced
                    .result()
                    .completeExceptionally(
                            Problem.UNAVAILABLE.because("too many sign-ins at the moment; try again later"));
        });
        return job.result();
    }

    private void work() {
        try {
            while (true) {
                work(queue.take());
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private <T> void work(Job<T> job) {
        job.arrived().stop(waited);
        if (!job.caller().present().getAsBoolean()) {
            abandoned.increment();
            job.result().completeExceptionally(Problem.UNAVAILABLE.because("the client closed the connection"));
            return;
        }
        try {
            job.result().complete(job.work().get());
        } catch (RuntimeException | Error failure) {
            job.result().completeExceptionally(failure);
        }
    }

    @PreDestroy
    void stop() {
        threads.forEach(Thread::interrupt);
    }
}
