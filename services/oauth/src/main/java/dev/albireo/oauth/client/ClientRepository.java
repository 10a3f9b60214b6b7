package dev.albireo.oauth.client;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** The client table, which administrators edit and list. */
@ApplicationScoped
public class ClientRepository implements PanacheRepositoryBase<ClientEntity, String> {
    /**
     * Replaces the hash of a secret by that of the same secret with another key, unless the secret has changed. The client as administrators
     * see it stays the same, so its version does too.
     */
    @WithTransaction
    public Uni<Void> renewSecretHash(String id, String stored, String renewed) {
        return update("secretHash = ?1 where id = ?2 and secretHash = ?3", renewed, id, stored)
                .replaceWithVoid();
    }

    /** Deletes by query, in the caller's transaction: removals of entities of one type block each other in Hibernate Reactive. */
    public Uni<Void> remove(ClientEntity client) {
        return delete("id", client.id()).replaceWithVoid();
    }
}
