package dev.albireo.credentials.admin;

import dev.albireo.credentials.user.Users;
import dev.albireo.events.UserState;
import dev.albireo.web.Administrator;
import dev.albireo.web.AdministratorToken;
import dev.albireo.web.Administrators;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Authorizes administrators by their current accounts. */
@ApplicationScoped
class KnownAdministrators implements Administrators {
    private final Users users;

    KnownAdministrators(Users users) {
        this.users = users;
    }

    @Override
    public Uni<Boolean> isStillAuthorized(Administrator administrator) {
        return users.bySubject(administrator.subject())
                .map(found -> found.filter(user -> mayAct(user, administrator.issuedAt()))
                        .isPresent());
    }

    /** Accepts a service account: the calling service has asked {@code oauth}, which owns the client, in the same request. */
    @Override
    public Uni<Boolean> isStillAuthorized(ActingServiceAccount account) {
        return Uni.createFrom().item(true);
    }

    /** A token that was issued in the very second in which all tokens were voided is void. */
    static boolean mayAct(UserState user, Instant issuedAt) {
        Instant voidBefore = user.grantsVoidBefore();
        return user.enabled()
                && user.groups().contains(AdministratorToken.GROUP)
                && (voidBefore == null || issuedAt.isAfter(voidBefore));
    }
}
