package dev.albireo.oauth.introspect;

import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.Clients;
import dev.albireo.web.Administrator;
import dev.albireo.web.AdministratorToken;
import dev.albireo.web.Administrators;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/**
 * Authorizes administrators by their grants: an administrator who signed out, was disabled or left the group is rejected, whatever the
 * token contains.
 */
@ApplicationScoped
class AdminAuthorization implements Administrators {
    private final IntrospectStore store;
    private final Clients clients;
    private final Clock clock;

    AdminAuthorization(IntrospectStore store, Clients clients, Clock clock) {
        this.store = store;
        this.clients = clients;
        this.clock = clock;
    }

    @Override
    public Uni<Boolean> isStillAuthorized(Administrator administrator) {
        return store.activeGrant(administrator.grant(), clock.instant())
                .map(found -> found.filter(status -> status.subject().equals(administrator.subject()))
                        .filter(status -> status.groups().contains(AdministratorToken.GROUP))
                        .isPresent());
    }

    @Override
    public Uni<Boolean> isStillAuthorized(ActingServiceAccount account) {
        return clients.find(account.clientId())
                .map(found -> found.filter(Client::isServiceAccount).isPresent());
    }
}
