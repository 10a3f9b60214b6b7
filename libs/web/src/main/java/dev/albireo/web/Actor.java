package dev.albireo.web;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The actor of an internal call: set by the filter of internal endpoints, read by use cases for the audit trail. */
@RequestScoped
public class Actor {
    private static final String SERVICE_ACCOUNT = "client:";
    private static final Acting ANONYMOUS = new Acting("anonymous", ActorType.OTHER, Optional.empty(), false);
    private final AtomicReference<Acting> acting = new AtomicReference<>(ANONYMOUS);

    private enum ActorType {
        DEVELOPMENT,
        SERVICE_ACCOUNT,
        OTHER
    }

    /**
     * @param role the role of an administrator; empty for any other actor
     * @param recentSecondFactor whether the administrator has proved a second factor recently
     */
    private record Acting(String name, ActorType kind, Optional<AdministratorRole> role, boolean recentSecondFactor) {}

    /** Returns an administrator's subject, {@code service:<client>}, {@code client:<id>} of a service account, or {@code development}. */
    public String name() {
        return acting.get().name();
    }

    /**
     * Rejects with {@code FRESH_PROOF_REQUIRED} unless the acting administrator has proved a second factor recently ({@code
     * albireo.internal.step-up-max-age}), or this is development. A service account has no second factor, so it is always rejected.
     */
    public void requireRecentSecondFactor() {
        Acting current = acting.get();
        if (!current.recentSecondFactor() && !current.kind().equals(ActorType.DEVELOPMENT)) {
            throw RecentSecondFactor.refusal();
        }
    }

    /** Returns the role of the acting administrator; that of an owner in development; empty if the actor is no administrator. */
    public Optional<AdministratorRole> role() {
        return acting.get().role();
    }

    /** Returns whether the actor may give and take that role, and change the accounts of users with it; true where there is no role. */
    public boolean mayChange(Optional<AdministratorRole> other) {
        return other.isEmpty() || role().filter(role -> role.mayChange(other)).isPresent();
    }

    /** Rejects with {@code FORBIDDEN} an actor whose role lacks this permission. */
    public void require(AdministratorPermission permission) {
        if (role().filter(role -> role.has(permission)).isEmpty()) {
            throw Problem.FORBIDDEN.because(
                    "the role of the administrator does not permit this; see docs/administrators.md");
        }
    }

    /** Returns whether the actor is a service account, without a user. */
    public boolean isServiceAccount() {
        return acting.get().kind().equals(ActorType.SERVICE_ACCOUNT);
    }

    /** Returns the client id of the acting service account; empty if the actor is a user or a service. */
    public Optional<String> serviceAccount() {
        Acting current = acting.get();
        return current.kind() == ActorType.SERVICE_ACCOUNT
                ? Optional.of(current.name().substring(SERVICE_ACCOUNT.length()))
                : Optional.empty();
    }

    void isServiceAccount(String client) {
        acting.set(new Acting(SERVICE_ACCOUNT + client, ActorType.SERVICE_ACCOUNT, Optional.empty(), false));
    }

    void isService(String client) {
        acting.set(new Acting("service:" + client, ActorType.OTHER, Optional.empty(), false));
    }

    void isAdministrator(String subject, AdministratorRole role, boolean recentSecondFactor) {
        acting.set(new Acting(subject, ActorType.OTHER, Optional.of(role), recentSecondFactor));
    }

    void isDevelopment() {
        acting.set(new Acting("development", ActorType.DEVELOPMENT, Optional.of(AdministratorRole.OWNER), false));
    }
}
