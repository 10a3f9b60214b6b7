package dev.albireo.oauth.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/**
 * A token bucket for each caller, in the memory of this replica, which avoids a database query. With N replicas a request takes N tokens, so
 * that all replicas together admit what the limit says if each receives its share of the requests. A bucket is one number, the time at which it is full again (the generic cell rate algorithm); a full bucket is equivalent
 * to none and is removed, and when the memory limit is reached the remaining callers share one bucket.
 */
final class TokenBuckets {
    private static final long CLEANUP_INTERVAL = Duration.ofSeconds(1).toNanos();

    private final long cost;
    private final long depth;
    private final int capacity;
    private final IntSupplier replicas;
    private final ConcurrentHashMap<String, AtomicLong> fullAt = new ConcurrentHashMap<>();
    private final AtomicLong others = new AtomicLong();
    private final AtomicLong cleanedAt = new AtomicLong();

    /**
     * @param requests the number of requests within the window, which is also the burst
     * @param capacity the maximum number of distinguished callers
     * @param replicas the number of replicas, at least 1; it may change
     */
    TokenBuckets(int requests, Duration window, int capacity, IntSupplier replicas) {
        this.depth = window.toNanos();
        this.cost = Math.max(1, depth / requests);
        this.capacity = capacity;
        this.replicas = replicas;
    }

    /** Takes the tokens of one request; returns the time to wait if there are too few. */
    Duration take(String caller, Instant now) {
        long nanos = nanos(now);
        AtomicLong bucket = bucket(caller, nanos);
        while (true) {
            long before = bucket.get();
            long after = Math.max(before, nanos) + cost();
            if (after - nanos > depth) {
                return Duration.ofNanos(after - nanos - depth);
            }
            if (bucket.compareAndSet(before, after)) {
                return Duration.ZERO;
            }
        }
    }

    /** Returns the time until a request is admitted. */
    Duration retryAfter(String caller, Instant now) {
        long nanos = nanos(now);
        AtomicLong known = fullAt.get(caller);
        long full = known != null ? known.get() : fullAt.size() < capacity ? nanos : others.get();
        long after = Math.max(full, nanos) + cost();
        return Duration.ofNanos(Math.max(0, after - nanos - depth));
    }

    /** Takes tokens even if there are none; the debt never takes longer to recover than a bucket to fill. */
    void charge(String caller, int times, Instant now) {
        long nanos = nanos(now);
        bucket(caller, nanos)
                .updateAndGet(before -> Math.min(Math.max(before, nanos) + times * cost(), nanos + 2 * depth));
    }

    /** At most a whole bucket: one request is always admitted. */
    private long cost() {
        return Math.min(depth, cost * replicas.getAsInt());
    }

    /** Returns the number of distinguished callers. */
    int size() {
        return fullAt.size();
    }

    private AtomicLong bucket(String caller, long now) {
        AtomicLong known = fullAt.get(caller);
        if (known != null) {
            return known;
        }
        if (fullAt.size() >= capacity) {
            removeFull(now);
        }
        return fullAt.size() < capacity ? fullAt.computeIfAbsent(caller, name -> new AtomicLong()) : others;
    }

    /** Removes full buckets, in one thread at a time and not too often. */
    private void removeFull(long now) {
        long before = cleanedAt.get();
        if (now - before >= CLEANUP_INTERVAL && cleanedAt.compareAndSet(before, now)) {
            fullAt.values().removeIf(bucket -> bucket.get() <= now);
        }
    }

    private static long nanos(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    }
}
