package dev.albireo.oauth.client;

import dev.albireo.events.AuditRecorded;
import dev.albireo.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The clients, looked up each time: a change is in force on the very next request, whichever replica gets it. */
@ApplicationScoped
public class Clients {
    private final ClientRepository repository;
    private final Outbox outbox;

    Clients(ClientRepository repository, Outbox outbox) {
        this.repository = repository;
        this.outbox = outbox;
    }

    /** The client of this id, if there is one and it is enabled. */
    public Uni<Optional<Client>> find(String id) {
        return Panache.withSession(() -> repository.findById(id))
                .map(entity ->
                        Optional.ofNullable(entity).map(ClientEntity::toClient).filter(Client::enabled));
    }

    /** Whether scripts that come from there may call the endpoints for clients, because some client says so. */
    public Uni<Boolean> allowOrigin(String origin) {
        return Panache.withSession(
                        () -> repository.count("enabled = true and array_contains(allowedOrigins, ?1)", origin))
                .map(count -> count > 0);
    }

    /** Adds a client and tells the audit trail, or neither. */
    Uni<Client> add(Client client, AuditRecorded audit) {
        return Panache.withTransaction(() -> repository
                        .persist(ClientEntity.of(client))
                        .call(() -> Panache.getSession().chain(session -> outbox.append(session, audit))))
                .replaceWith(client);
    }
}
