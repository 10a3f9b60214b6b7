package dev.albireo.systemtests.chaos;

import dev.albireo.systemtests.support.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Concurrent callers, each on its own thread with a pause after every round, until this is closed. */
final class Traffic implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> names = new ArrayList<>();
    private final Ledger ledger;
    private volatile boolean over;

    Traffic(Ledger ledger) {
        this.ledger = ledger;
    }

    void add(String name, Caller caller) {
        names.add(name);
        Ledger.Page page = ledger.page(name);
        threads.execute(() -> ScopedValue.where(Person.OBSERVER, page).run(() -> work(name, caller, page)));
    }

    private void work(String name, Caller caller, Ledger.Page page) {
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
            pause(caller.pause());
        }
    }

    private static String firstLines(Throwable failure) {
        String text = failure.toString().strip();
        return text.substring(0, Math.min(text.length(), 600));
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
                ledger.broken("not everybody came to an end: " + names);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
