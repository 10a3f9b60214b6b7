package dev.albireo.oauth.client;

import dev.albireo.oauth.param.Parameters;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Finds clients. A change takes effect with the next request: immediately on the replica that made it, elsewhere when PostgreSQL's
 * notification arrives.
 */
@Singleton
public class Clients {
    private final ClientRepository repository;
    private final ClientCache cache;

    Clients(ClientRepository repository, ClientCache cache) {
        this.repository = repository;
        this.cache = cache;
    }

    /** Returns the client of this id, if it exists and is enabled. Text that is not a valid id is not looked up. */
    public Uni<Optional<Client>> find(String id) {
        if (!Parameters.isText(id)) {
            return Uni.createFrom().item(Optional.empty());
        }
        Optional<Client> known = cache.find(id);
        return known.isPresent() ? Uni.createFrom().item(known.filter(Client::enabled)) : read(id);
    }

    private Uni<Optional<Client>> read(String id) {
        long moment = cache.moment();
        return Panache.withSession(() -> repository.findById(id))
                .map(entity -> Optional.ofNullable(entity).map(ClientEntity::toClient))
                .invoke(found -> found.ifPresent(client -> cache.remember(client, moment)))
                .map(found -> found.filter(Client::enabled));
    }

    /** Returns whether scripts of this origin may call the endpoints for clients, because a client declares it. */
    public Uni<Boolean> allowOrigin(String origin) {
        Optional<Boolean> known = cache.mayRead(origin);
        if (known.isPresent()) {
            return Uni.createFrom().item(known.get());
        }
        long moment = cache.moment();
        return Panache.withSession(
                        () -> repository.count("enabled = true and array_contains(allowedOrigins, ?1)", origin))
                .map(count -> count > 0)
                .invoke(may -> cache.remember(origin, may, moment));
    }
}
