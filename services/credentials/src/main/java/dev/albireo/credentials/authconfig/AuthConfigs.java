package dev.albireo.credentials.authconfig;

import dev.albireo.web.Resource;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Reads AuthConfigs. Nothing is kept in memory: what was changed holds from the next look on. */
@ApplicationScoped
public class AuthConfigs {
    private final AuthConfigStore store;

    AuthConfigs(AuthConfigStore store) {
        this.store = store;
    }

    /**
     * The one that holds: the one of this name if there is one, else the one marked as default, else the oldest, else what holds where
     * nothing is declared.
     *
     * @param named what the client at hand names
     */
    public Uni<AuthConfig> active(Optional<String> named) {
        return Panache.withSession(() -> store.active(named.orElse("")))
                .map(found -> found.map(AuthConfigEntity::inForce).orElse(AuthConfig.BUILT_IN));
    }

    /** The resource as it may be shown. */
    public Uni<Optional<Resource>> resource(String id) {
        return Panache.withSession(() -> store.byId(id)).map(found -> found.map(AuthConfigEntity::resource));
    }

    /** The next ones by id, one more than {@code limit} where there are more. */
    public Uni<List<Resource>> page(String after, int limit) {
        return Panache.withSession(() -> store.page(after, limit + 1))
                .map(found -> found.stream().map(AuthConfigEntity::resource).toList());
    }
}
