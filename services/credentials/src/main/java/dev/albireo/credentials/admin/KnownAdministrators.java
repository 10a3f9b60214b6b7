package dev.albireo.credentials.admin;

import dev.albireo.credentials.user.Users;
import dev.albireo.events.UserState;
import dev.albireo.web.Administrator;
import dev.albireo.web.AdministratorRole;
import dev.albireo.web.AdministratorRoles;
import dev.albireo.web.Administrators;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** Authorizes administrators by their current accounts, in the role of their current groups. */
@ApplicationScoped
class KnownAdministrators implements Administrators {
    private final Users users;
    private final AdministratorRoles roles;

    KnownAdministrators(Users users, AdministratorRoles roles) {
        this.users = users;
        this.roles = roles;
    }

    @Override
    public Uni<Optional<AdministratorRole>> role(Administrator administrator) {
        return users.bySubject(administrator.subject())
                .map(found -> found.filter(user -> mayAct(user, administrator.issuedAt()))
                        .flatMap(user -> roles.of(user.groups())));
    }

    /** Accepts a service account: the calling service has asked {@code oauth}, which owns the client, in the same request. */
    @Override
    public Uni<Boolean> isStillAuthorized(ActingServiceAccount account) {
        return Uni.createFrom().item(true);
    }

    /** A token that was issued in the very second in which all tokens were voided is void. */
    static boolean mayAct(UserState user, Instant issuedAt) {
        Instant voidBefore = user.grantsVoidBefore();
        return user.enabled() && (voidBefore == null || issuedAt.isAfter(voidBefore));
    }
}
