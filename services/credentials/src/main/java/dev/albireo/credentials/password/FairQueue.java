package dev.albireo.credentials.password;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bounded queue that takes elements from each share in turn, so that a share with many elements delays only itself. When the queue is
 * full, the share with the most elements loses its newest to a share that has fewer.
 */
final class FairQueue<T> {
    private final int capacity;
    private final int perShare;
    private final Map<String, ArrayDeque<T>> shares = new LinkedHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private int size;

    /**
     * @param capacity the total number of waiting elements
     * @param perShare the number of waiting elements of one share
     */
    FairQueue(int capacity, int perShare) {
        this.capacity = capacity;
        this.perShare = perShare;
    }

    /** Adds the element. Returns the element that is dropped in exchange: another one, this one, or none. */
    Optional<T> offer(String share, T element) {
        lock.lock();
        try {
            int own = shares.getOrDefault(share, new ArrayDeque<>()).size();
            if (own >= perShare) {
                return Optional.of(element);
            }
            Optional<T> displaced = Optional.empty();
            if (size >= capacity) {
                String longest = longest();
                if (waiting(longest) <= own + 1) {
                    return Optional.of(element);
                }
                displaced =
                        Optional.of(Objects.requireNonNull(shares.get(longest)).removeLast());
                size--;
            }
            shares.computeIfAbsent(share, name -> new ArrayDeque<>()).add(element);
            size++;
            filled.signal();
            return displaced;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the next element; waits for one. Its share comes again after all others. */
    T take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (size == 0) {
                filled.await();
            }
            Iterator<Map.Entry<String, ArrayDeque<T>>> first = shares.entrySet().iterator();
            Map.Entry<String, ArrayDeque<T>> share = first.next();
            first.remove();
            T element = share.getValue().remove();
            if (!share.getValue().isEmpty()) {
                shares.put(share.getKey(), share.getValue());
            }
            size--;
            return element;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return size;
        } finally {
            lock.unlock();
        }
    }

    private String longest() {
        return shares.keySet().stream()
                .max(Comparator.comparingInt(this::waiting))
                .orElseThrow();
    }

    private int waiting(String share) {
        return shares.getOrDefault(share, new ArrayDeque<>()).size();
    }
}
