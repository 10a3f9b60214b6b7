package dev.albireo.credentials.admin;

import dev.albireo.credentials.user.Users;
import dev.albireo.events.UserState;
import dev.albireo.web.Administrator;
import dev.albireo.web.AdministratorToken;
import dev.albireo.web.Administrators;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Administrators by their accounts as they are now. */
@ApplicationScoped
class KnownAdministrators implements Administrators {
    private final Users users;

    KnownAdministrators(Users users) {
        this.users = users;
    }

    @Override
    public Uni<Boolean> mayStillAct(Administrator administrator) {
        return users.bySubject(administrator.subject())
                .map(found -> found.filter(user -> mayAct(user, administrator.issuedAt()))
                        .isPresent());
    }

    /** The service that asks has asked {@code oauth}, whose client it is, in the same request. */
    @Override
    public Uni<Boolean> mayStillAct(ServiceAccount account) {
        return Uni.createFrom().item(true);
    }

    /** A token from the very second in which all was voided is void. */
    static boolean mayAct(UserState user, Instant issuedAt) {
        Instant voidBefore = user.grantsVoidBefore();
        return user.enabled()
                && user.groups().contains(AdministratorToken.GROUP)
                && (voidBefore == null || issuedAt.isAfter(voidBefore));
    }
}
