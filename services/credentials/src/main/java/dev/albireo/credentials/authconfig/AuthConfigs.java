package dev.albireo.credentials.authconfig;

import dev.albireo.web.DeclaredRepresentation;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * Reads AuthConfigs. A change applies on the replica that made it from the next read on, on the others when they are notified of it
 * ({@link AuthConfigCache}).
 */
@ApplicationScoped
public class AuthConfigs {
    private final AuthConfigStore store;
    private final AuthConfigCache cache;

    AuthConfigs(AuthConfigStore store, AuthConfigCache cache) {
        this.store = store;
        this.cache = cache;
    }

    /**
     * Returns the applicable AuthConfig: the named one if it exists, otherwise the default one, otherwise the oldest, otherwise the
     * built-in one.
     *
     * @param named the id that the client names
     */
    public Uni<AuthConfig> active(Optional<String> named) {
        String id = named.orElse("");
        return cache.find(id).map(known -> Uni.createFrom().item(known)).orElseGet(() -> read(id));
    }

    private Uni<AuthConfig> read(String id) {
        long moment = cache.moment();
        return Panache.withSession(() -> store.active(id))
                .map(found -> found.map(AuthConfigEntity::inForce).orElse(AuthConfig.BUILT_IN))
                .invoke(config -> cache.remember(id, config, moment));
    }

    /** Returns the resource without secrets. */
    public Uni<Optional<DeclaredRepresentation>> resource(String id) {
        return Panache.withSession(() -> store.byId(id)).map(found -> found.map(AuthConfigEntity::resource));
    }

    /** Returns the following resources by id, one more than {@code limit} if there are further ones. */
    public Uni<List<DeclaredRepresentation>> page(String after, int limit) {
        return Panache.withSession(() -> store.page(after, limit + 1))
                .map(found -> found.stream().map(AuthConfigEntity::resource).toList());
    }
}
