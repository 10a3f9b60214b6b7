package dev.albireo.credentials.authconfig;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.albireo.outbox.Notifications;
import dev.albireo.outbox.NotifiedCache;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** The AuthConfigs that this replica has read, by the id that a client names. Each change of one drops all. */
@Singleton
class AuthConfigCache extends NotifiedCache {
    private static final String CHANNEL = "auth_config";
    private static final int MAX_SIZE = 1_000;
    /** In case a notification was lost undetected. */
    private static final Duration LIFETIME = Duration.ofSeconds(10);

    private final Cache<String, AuthConfig> active = Caffeine.newBuilder()
            .maximumSize(MAX_SIZE)
            .expireAfterWrite(LIFETIME)
            .build();

    void start(@Observes StartupEvent started, Notifications notifications) {
        notifications.listen(CHANNEL, this);
    }

    Optional<AuthConfig> find(String named) {
        return Optional.ofNullable(active.getIfPresent(named));
    }

    /** Caches the AuthConfig that applies to this name as it was read, unless any has changed since {@code moment}. */
    void remember(String named, AuthConfig config, long moment) {
        put(active.asMap(), named, config, moment);
    }

    @Override
    protected void drop(String id) {
        dropAll();
    }

    @Override
    protected void dropAll() {
        active.invalidateAll();
    }
}
