package dev.albireo.oauth.client.resource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.ClientEntity;
import dev.albireo.oauth.client.ClientRepository;
import dev.albireo.oauth.client.metadata.ClientPolicy;
import dev.albireo.web.Actor;
import dev.albireo.web.Problem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Authorizes the writes of a service account, in the transaction that writes. It never writes a first-party client, which gets tokens
 * without consent, nor another service account, which would outlive its own key.
 */
@ApplicationScoped
class ServiceAccountRights {
    private final ClientRepository repository;
    private final Actor actor;
    private final ObjectMapper json;

    ServiceAccountRights(ClientRepository repository, Actor actor, ObjectMapper json) {
        this.repository = repository;
        this.actor = actor;
        this.json = json;
    }

    /** Rejects with {@code FORBIDDEN} a change by a service account outside of its list. */
    Uni<Void> check(Optional<Client> before, Client after, ClientChange change) {
        return actor.serviceAccount()
                .map(account -> managed(account).invoke(managed -> {
                    before.ifPresent(client -> check(managed, client));
                    check(managed, after);
                    check(managed, change);
                }))
                .map(Uni::replaceWithVoid)
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /**
     * Rejects with {@code FORBIDDEN} the deletion of a client that the service account does not manage, or that has a field which it may not
     * write: a deletion changes every field.
     */
    Uni<Void> checkDelete(Client client, ClientChange deletion) {
        return actor.serviceAccount()
                .map(account -> managed(account).invoke(managed -> {
                    check(managed, client);
                    check(managed, deletion);
                }))
                .map(Uni::replaceWithVoid)
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /** Whether this service account may write this AuthConfig, which {@code credentials} owns. */
    Uni<Boolean> mayWriteAuthConfig(String account, String id) {
        return Panache.withSession(() -> managed(account)).map(managed -> managed.includesAuthConfig(id));
    }

    private static void check(ManagedResources managed, Client client) {
        if (client.isServiceAccount()) {
            throw Problem.FORBIDDEN.because("only administrators may declare, change and delete service accounts");
        }
        if (!managed.includesClient(client.id())) {
            throw Problem.FORBIDDEN.because(
                    "the service account may not write the client " + client.id() + "; see its manages.clients");
        }
        if (client.metadata().policy().firstParty()) {
            throw Problem.FORBIDDEN.because(
                    "only administrators may declare, change and delete first-party clients", ClientPolicy.FIRST_PARTY);
        }
    }

    private static void check(ManagedResources managed, ClientChange change) {
        String outside = managed.outside(change);
        if (!outside.isEmpty()) {
            throw Problem.FORBIDDEN.because(
                    "the service account may not write the fields " + outside + "; see its manages.fields");
        }
    }

    private Uni<ManagedResources> managed(String account) {
        return repository.findById(account).map(found -> {
            if (found == null
                    || found.declaration().isEmpty()
                    || !found.toClient().isServiceAccount()) {
                throw Problem.FORBIDDEN.because("the service account is disabled or was deleted");
            }
            return managed(found);
        });
    }

    private ManagedResources managed(ClientEntity account) {
        try {
            return ManagedResources.of(json.readTree(account.declaration().orElseThrow()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored declaration is not valid JSON", e);
        }
    }
}
