package dev.albireo.oauth.client;

import dev.albireo.oauth.param.Parameters;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The clients. A change is in force on the next request, at once where it was made and elsewhere as soon as Postgres has told of it. */
@ApplicationScoped
public class Clients {
    private final ClientRepository repository;
    private final RememberedClients remembered;

    Clients(ClientRepository repository, RememberedClients remembered) {
        this.repository = repository;
        this.remembered = remembered;
    }

    /** The client of this id, if there is one and it is enabled. A text that no id can be is not looked up. */
    public Uni<Optional<Client>> find(String id) {
        if (!Parameters.isText(id)) {
            return Uni.createFrom().item(Optional.empty());
        }
        Optional<Client> known = remembered.find(id);
        return known.isPresent() ? Uni.createFrom().item(known.filter(Client::enabled)) : read(id);
    }

    private Uni<Optional<Client>> read(String id) {
        long moment = remembered.moment();
        return Panache.withSession(() -> repository.findById(id))
                .map(entity -> Optional.ofNullable(entity).map(ClientEntity::toClient))
                .invoke(found -> found.ifPresent(client -> remembered.remember(client, moment)))
                .map(found -> found.filter(Client::enabled));
    }

    /** Whether scripts that come from there may call the endpoints for clients, because some client says so. */
    public Uni<Boolean> allowOrigin(String origin) {
        Optional<Boolean> known = remembered.mayRead(origin);
        if (known.isPresent()) {
            return Uni.createFrom().item(known.get());
        }
        long moment = remembered.moment();
        return Panache.withSession(
                        () -> repository.count("enabled = true and array_contains(allowedOrigins, ?1)", origin))
                .map(count -> count > 0)
                .invoke(may -> remembered.remember(origin, may, moment));
    }
}
