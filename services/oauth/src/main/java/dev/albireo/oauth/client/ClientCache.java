package dev.albireo.oauth.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.albireo.outbox.Notifications;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The client cache of this replica. An entry is invalidated when PostgreSQL notifies of a change by any replica; while notifications are
 * unavailable, nothing is cached.
 */
@Singleton
public class ClientCache implements Notifications.Listener {
    private static final String CHANNEL = "client";
    private static final long DISCONNECTED = -1;

    private static final int MAX_ORIGINS = 1_000;

    private final Cache<String, Client> clients;
    private final Cache<String, Boolean> origins;
    private final AtomicLong changes = new AtomicLong();
    private final AtomicBoolean connected = new AtomicBoolean();

    ClientCache(ClientCacheConfig config) {
        this.clients = Caffeine.newBuilder()
                .maximumSize(config.size())
                .expireAfterWrite(config.lifetime())
                .build();
        this.origins = Caffeine.newBuilder()
                .maximumSize(MAX_ORIGINS)
                .expireAfterWrite(config.lifetime())
                .build();
    }

    void start(@Observes StartupEvent started, Notifications notifications) {
        notifications.listen(CHANNEL, this);
    }

    Optional<Client> find(String id) {
        return Optional.ofNullable(clients.getIfPresent(id));
    }

    /** Returns the state before a client is read, for {@link #remember}. */
    long moment() {
        return connected.get() ? changes.get() : DISCONNECTED;
    }

    /** Caches a client as it was read, unless any has changed since {@code moment}. */
    void remember(Client client, long moment) {
        if (moment == moment() && moment != DISCONNECTED) {
            clients.put(client.id(), client);
            if (moment != moment()) {
                clients.invalidate(client.id());
            }
        }
    }

    /** Returns the cached result whether scripts of this origin may read responses. */
    Optional<Boolean> mayRead(String origin) {
        return Optional.ofNullable(origins.getIfPresent(origin));
    }

    /** Caches it as it was read, unless any client has changed since {@code moment}. */
    void remember(String origin, boolean may, long moment) {
        if (moment == moment() && moment != DISCONNECTED) {
            origins.put(origin, may);
            if (moment != moment()) {
                origins.invalidate(origin);
            }
        }
    }

    /** Invalidates this client and the results for all origins. */
    public void invalidate(String id) {
        changes.incrementAndGet();
        clients.invalidate(id);
        origins.invalidateAll();
    }

    @Override
    public Uni<Void> onNotification(String id) {
        invalidate(id);
        return Uni.createFrom().voidItem();
    }

    @Override
    public void onConnected() {
        connected.set(true);
    }

    @Override
    public void onDisconnected() {
        connected.set(false);
        changes.incrementAndGet();
        clients.invalidateAll();
        origins.invalidateAll();
    }
}
