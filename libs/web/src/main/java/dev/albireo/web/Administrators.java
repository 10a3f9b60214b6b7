package dev.albireo.web;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/**
 * Decides whether an administrator with a valid access token is still authorized, and in which role. {@link InternalGuard} calls it on every call of an
 * administrator, and each service with such calls implements it from its own data; a service without users authorizes none.
 */
public interface Administrators {
    /** Returns the present role; empty for an administrator who is disabled or has left the groups, and if the grant of the token has ended. */
    Uni<Optional<AdministratorRole>> role(Administrator administrator);

    /**
     * False for a service account that was deleted or disabled. A service without clients relies on the calling service, and on the token's
     * short lifetime.
     */
    Uni<Boolean> isStillAuthorized(ActingServiceAccount account);

    /** The client of a pipeline. */
    record ActingServiceAccount(String clientId) {}
}
