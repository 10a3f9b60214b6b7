package dev.albireo.devstack;

import dev.albireo.devstack.process.AotCache;
import dev.albireo.devstack.process.Poll;
import java.time.Duration;

/** One more process of a service, whose start is recorded in the cache of the JVM. */
final class AotTraining implements AutoCloseable {
    /** The JVM needs some ten seconds of a processor, of which a busy machine has few for it. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final RunningService process;
    private final AotCache cache;
    private volatile boolean closed;

    AotTraining(RunningService process, AotCache cache) {
        this.process = process;
        this.cache = cache;
    }

    /** Starts the service, ends it when it is ready, and waits for the cache; false if it was closed meanwhile or wrote none. */
    boolean run() {
        cache.prepare();
        process.start();
        process.terminate();
        boolean ended = Poll.until(LIMIT, () -> !process.isAlive());
        return ended && !closed && cache.complete();
    }

    /** Ends the process, and the one that writes its cache, at once. */
    @Override
    public void close() {
        closed = true;
        process.killAll();
    }
}
