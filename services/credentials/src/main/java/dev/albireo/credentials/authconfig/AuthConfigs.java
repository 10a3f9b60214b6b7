package dev.albireo.credentials.authconfig;

import dev.albireo.web.DeclaredRepresentation;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Reads AuthConfigs. Nothing is cached: a change applies from the next read on. */
@ApplicationScoped
public class AuthConfigs {
    private final AuthConfigStore store;

    AuthConfigs(AuthConfigStore store) {
        this.store = store;
    }

    /**
     * Returns the applicable AuthConfig: the named one if it exists, otherwise the default one, otherwise the oldest, otherwise the
     * built-in one.
     *
     * @param named the id that the client names
     */
    public Uni<AuthConfig> active(Optional<String> named) {
        return Panache.withSession(() -> store.active(named.orElse("")))
                .map(found -> found.map(AuthConfigEntity::inForce).orElse(AuthConfig.BUILT_IN));
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
