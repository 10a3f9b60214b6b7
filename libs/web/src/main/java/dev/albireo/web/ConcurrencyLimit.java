package dev.albireo.web;

import java.util.concurrent.atomic.AtomicInteger;

/** Limits the number of concurrent deliveries of this replica, of all kinds together. */
public final class ConcurrencyLimit {
    private final int most;
    private final AtomicInteger taken = new AtomicInteger();

    /**
     * @param most the total number of places
     */
    public ConcurrencyLimit(int most) {
        this.most = most;
    }

    /** Takes as many free places as possible, up to this number; returns 0 if there is none. */
    public int take(int wanted) {
        int before = taken.getAndUpdate(used -> used + free(used, wanted));
        return free(before, wanted);
    }

    /** Returns places. */
    public void give(int places) {
        taken.addAndGet(-places);
    }

    private int free(int used, int wanted) {
        return Math.min(wanted, most - used);
    }
}
