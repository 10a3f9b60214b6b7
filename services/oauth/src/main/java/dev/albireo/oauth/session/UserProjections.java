package dev.albireo.oauth.session;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** The users whom this service knows by the events of {@code credentials}. */
@ApplicationScoped
public class UserProjections {
    private final SessionProjectionStore store;

    UserProjections(SessionProjectionStore store) {
        this.store = store;
    }

    /** Returns a user; a deleted one is disabled. */
    public Uni<Optional<UserProjection>> find(UUID subject) {
        return store.user(subject);
    }
}
