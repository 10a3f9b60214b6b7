package dev.albireo.oauth.introspect;

import dev.albireo.web.Administrator;
import dev.albireo.web.AdministratorToken;
import dev.albireo.web.Administrators;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Administrators by their grants: who signed out, was disabled or left the group acts no more, whatever the token says. */
@ApplicationScoped
class StandingAdministrators implements Administrators {
    private final IntrospectStore store;
    private final Clock clock;

    StandingAdministrators(IntrospectStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Uni<Boolean> mayStillAct(Administrator administrator) {
        return store.standing(administrator.grant(), clock.instant())
                .map(found -> found.filter(standing -> standing.subject().equals(administrator.subject()))
                        .filter(standing -> standing.groups().contains(AdministratorToken.GROUP))
                        .isPresent());
    }
}
