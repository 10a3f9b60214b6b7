package dev.albireo.oauth.introspect;

import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.Clients;
import dev.albireo.web.Administrator;
import dev.albireo.web.AdministratorRole;
import dev.albireo.web.AdministratorRoles;
import dev.albireo.web.Administrators;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/**
 * Authorizes administrators by their grants: an administrator who signed out, was disabled or left the group is rejected, whatever the
 * token contains.
 */
@ApplicationScoped
class AdminAuthorization implements Administrators {
    private final IntrospectStore store;
    private final Clients clients;
    private final AdministratorRoles roles;
    private final Clock clock;

    AdminAuthorization(IntrospectStore store, Clients clients, AdministratorRoles roles, Clock clock) {
        this.store = store;
        this.clients = clients;
        this.roles = roles;
        this.clock = clock;
    }

    @Override
    public Uni<Optional<AdministratorRole>> role(Administrator administrator) {
        return store.activeGrant(administrator.grant(), clock.instant())
                .map(found -> found.filter(status -> status.subject().equals(administrator.subject()))
                        .flatMap(status -> roles.of(status.groups())));
    }

    @Override
    public Uni<Boolean> isStillAuthorized(ActingServiceAccount account) {
        return clients.find(account.clientId())
                .map(found -> found.filter(Client::isServiceAccount).isPresent());
    }
}
