package dev.albireo.web;

import io.smallrye.mutiny.Uni;

/**
 * Whether somebody whose access token says so may administer still. {@link InternalGuard} asks it on every call of an administrator, and
 * each service that takes such calls answers from what it knows itself; one that knows nobody lets nobody act.
 */
public interface Administrators {
    /** False for who is disabled or has left the group, and where what the token lives by has ended. */
    Uni<Boolean> mayStillAct(Administrator administrator);

    /** False for a service account that is no more, or is disabled. Who knows no clients relies on the service that asks, and on the token's short life. */
    Uni<Boolean> mayStillAct(ServiceAccount account);

    /** A pipeline's client. */
    record ServiceAccount(String clientId) {}
}
