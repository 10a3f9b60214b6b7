package dev.albireo.outbox;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What this replica has read from the database and caches, while PostgreSQL notifies it of changes by any replica; without notifications,
 * nothing is cached.
 */
public abstract class NotifiedCache implements Notifications.Listener {
    private static final long DISCONNECTED = -1;

    private final AtomicLong changes = new AtomicLong();
    private final AtomicBoolean connected = new AtomicBoolean();

    /** Drops what depends on the changed object. */
    protected abstract void drop(String id);

    /** Drops all. */
    protected abstract void dropAll();

    /** Returns the state before a value is read, for {@link #put}. */
    public final long moment() {
        return connected.get() ? changes.get() : DISCONNECTED;
    }

    /** Caches a value as it was read, unless any object has changed since {@code moment}. */
    protected final <K, V> void put(ConcurrentMap<K, V> cache, K key, V value, long moment) {
        if (moment == moment() && moment != DISCONNECTED) {
            cache.put(key, value);
            if (moment != moment()) {
                cache.remove(key);
            }
        }
    }

    /** Drops what depends on this object, because it has changed. */
    public final void invalidate(String id) {
        changes.incrementAndGet();
        drop(id);
    }

    @Override
    public final Uni<Void> onNotification(String id) {
        invalidate(id);
        return Uni.createFrom().voidItem();
    }

    @Override
    public final void onConnected() {
        connected.set(true);
    }

    @Override
    public final void onDisconnected() {
        connected.set(false);
        changes.incrementAndGet();
        dropAll();
    }
}
