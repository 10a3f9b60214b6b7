package dev.albireo.credentials.authconfig;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.albireo.outbox.Notifications;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The AuthConfigs that this replica has read, by the id that a client names. All are dropped when PostgreSQL notifies of a change by any
 * replica; while notifications are unavailable, nothing is cached.
 */
@Singleton
class AuthConfigCache implements Notifications.Listener {
    private static final String CHANNEL = "auth_config";
    private static final int MAX_SIZE = 1_000;
    /** In case a notification was lost undetected. */
    private static final Duration LIFETIME = Duration.ofSeconds(10);

    private static final long DISCONNECTED = -1;

    private final Cache<String, AuthConfig> active = Caffeine.newBuilder()
            .maximumSize(MAX_SIZE)
            .expireAfterWrite(LIFETIME)
            .build();
    private final AtomicLong changes = new AtomicLong();
    private final AtomicBoolean connected = new AtomicBoolean();

    void start(@Observes StartupEvent started, Notifications notifications) {
        notifications.listen(CHANNEL, this);
    }

    Optional<AuthConfig> find(String named) {
        return Optional.ofNullable(active.getIfPresent(named));
    }

    /** Returns the state before an AuthConfig is read, for {@link #remember}. */
    long moment() {
        return connected.get() ? changes.get() : DISCONNECTED;
    }

    /** Caches the AuthConfig that applies to this name as it was read, unless any has changed since {@code moment}. */
    void remember(String named, AuthConfig config, long moment) {
        if (moment == moment() && moment != DISCONNECTED) {
            active.put(named, config);
            if (moment != moment()) {
                active.invalidate(named);
            }
        }
    }

    /** Drops all, because one has changed. */
    void invalidate() {
        changes.incrementAndGet();
        active.invalidateAll();
    }

    @Override
    public Uni<Void> onNotification(String payload) {
        invalidate();
        return Uni.createFrom().voidItem();
    }

    @Override
    public void onConnected() {
        connected.set(true);
    }

    @Override
    public void onDisconnected() {
        connected.set(false);
        invalidate();
    }
}
