package dev.albireo.systemtests.support;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A {@link Chromium} for each thread of a class whose tests run concurrently: the objects of Playwright are not shared by threads. */
public final class Chromiums implements AutoCloseable {
    private final Map<Thread, Chromium> byThread = new ConcurrentHashMap<>();

    /** Returns the one of the current thread. */
    public Chromium get() {
        return byThread.computeIfAbsent(Thread.currentThread(), thread -> new Chromium());
    }

    /** Ends all; no test may still run. */
    @Override
    public void close() {
        byThread.values().forEach(Chromium::close);
    }
}
