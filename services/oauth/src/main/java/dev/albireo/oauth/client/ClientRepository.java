package dev.albireo.oauth.client;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/** The client table: what administrators edit and list. */
@ApplicationScoped
class ClientRepository implements PanacheRepositoryBase<ClientEntity, String> {}
