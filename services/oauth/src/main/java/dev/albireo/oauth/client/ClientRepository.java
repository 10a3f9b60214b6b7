package dev.albireo.oauth.client;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** The client table, which administrators edit and list. */
@ApplicationScoped
public class ClientRepository implements PanacheRepositoryBase<ClientEntity, String> {
    /** Deletes by query, in the caller's transaction: removals of entities of one type block each other in Hibernate Reactive. */
    public Uni<Void> remove(ClientEntity client) {
        return delete("id", client.id()).replaceWithVoid();
    }
}
