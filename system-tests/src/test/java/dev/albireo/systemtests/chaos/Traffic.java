package dev.albireo.systemtests.chaos;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import dev.albireo.systemtests.support.Person;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Concurrent callers, each on its own thread with a pause after every round, until this is closed. */
final class Traffic implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, AtomicInteger> rounds = new LinkedHashMap<>();
    private final Ledger ledger;
    private volatile boolean over;

    Traffic(Ledger ledger) {
        this.ledger = ledger;
    }

    void add(String name, Caller caller) {
        AtomicInteger finished = new AtomicInteger();
        rounds.put(name, finished);
        Ledger.Page page = ledger.page(name);
        threads.execute(() -> ScopedValue.where(Person.OBSERVER, page).run(() -> work(name, caller, page, finished)));
    }

    private void work(String name, Caller caller, Ledger.Page page, AtomicInteger finished) {
        while (!over) {
            try {
                caller.again();
                if (page.failedSince()) {
                    caller.brokenOff();
                }
            } catch (AssertionError | RuntimeException e) {
                if (page.failedSince()) {
                    caller.brokenOff();
                } else {
                    ledger.broken(name + ": " + firstLines(e));
                }
            }
            finished.incrementAndGet();
            pause(caller.pause());
        }
    }

    /** Waits until every caller has begun and finished a round, so that nothing is in progress that began before. */
    void awaitRound(Duration limit) {
        Map<String, Integer> before = new LinkedHashMap<>();
        rounds.forEach((name, finished) -> before.put(name, finished.get()));
        before.forEach((name, finished) -> await(name + " finishes a round")
                .atMost(limit)
                .until(() -> requireNonNull(rounds.get(name)).get() >= finished + 2));
    }

    private static String firstLines(Throwable failure) {
        String text = failure.toString().strip();
        return text.substring(0, Math.min(text.length(), 2000));
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets every caller finish its round. */
    @Override
    public void close() {
        over = true;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(60, TimeUnit.SECONDS)) {
                ledger.broken("not everybody came to an end: " + rounds.keySet());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
