package dev.albireo.web;

import java.util.concurrent.atomic.AtomicInteger;

/** How many deliveries this replica makes at a time, whoever started them and however many are due. */
public final class InFlight {
    private final int most;
    private final AtomicInteger taken = new AtomicInteger();

    /** @param most how many there are in all */
    public InFlight(int most) {
        this.most = most;
    }

    /** Takes as many places as are free, up to so many; 0 where none is. */
    public int take(int wanted) {
        int before = taken.getAndUpdate(used -> used + free(used, wanted));
        return free(before, wanted);
    }

    /** Gives so many places back. */
    public void give(int places) {
        taken.addAndGet(-places);
    }

    private int free(int used, int wanted) {
        return Math.min(wanted, most - used);
    }
}
