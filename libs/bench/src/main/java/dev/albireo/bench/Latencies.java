package dev.albireo.bench;

import java.time.Duration;
import java.util.Arrays;

/** The latencies of all responses. */
final class Latencies {
    private long[] nanos = new long[1 << 16];
    private int size;

    void add(long value) {
        if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, size * 2);
        }
        nanos[size++] = value;
    }

    int count() {
        return size;
    }

    /** Returns the latency that this share of the responses, between 0 and 1, did not exceed. */
    Duration percentile(double share) {
        if (size == 0) {
            return Duration.ZERO;
        }
        long[] sorted = Arrays.copyOf(nanos, size);
        Arrays.sort(sorted);
        return Duration.ofNanos(sorted[Math.max(0, (int) Math.ceil(share * size) - 1)]);
    }
}
