package dev.albireo.oauth.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.albireo.outbox.Notifications;
import dev.albireo.outbox.NotifiedCache;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The client cache of this replica, with the origins of the clients. */
@Singleton
public class ClientCache extends NotifiedCache {
    private static final String CHANNEL = "client";
    private static final int MAX_ORIGINS = 1_000;

    private final Cache<String, Client> clients;
    private final Cache<String, Boolean> origins;

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

    /** Caches a client as it was read, unless any has changed since {@code moment}. */
    void remember(Client client, long moment) {
        put(clients.asMap(), client.id(), client, moment);
    }

    /** Returns the cached result whether scripts of this origin may read responses. */
    Optional<Boolean> mayRead(String origin) {
        return Optional.ofNullable(origins.getIfPresent(origin));
    }

    /** Caches it as it was read, unless any client has changed since {@code moment}. */
    void remember(String origin, boolean may, long moment) {
        put(origins.asMap(), origin, may, moment);
    }

    @Override
    protected void drop(String id) {
        clients.invalidate(id);
        origins.invalidateAll();
    }

    @Override
    protected void dropAll() {
        clients.invalidateAll();
        origins.invalidateAll();
    }
}
