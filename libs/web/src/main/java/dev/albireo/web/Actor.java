package dev.albireo.web;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Who acts in an internal call: set by the guard of internal endpoints, read by use cases for the audit trail. */
@RequestScoped
public class Actor {
    private static final String SERVICE_ACCOUNT = "client:";
    private static final Acting NOBODY = new Acting("anonymous", Kind.OTHER, false);
    private final AtomicReference<Acting> acting = new AtomicReference<>(NOBODY);

    private enum Kind {
        DEVELOPMENT,
        SERVICE_ACCOUNT,
        OTHER
    }

    /** @param recentSecondFactor whether the administrator has proved a second factor recently */
    private record Acting(String name, Kind kind, boolean recentSecondFactor) {}

    /** An administrator's subject, {@code service:<client>}, {@code client:<id>} of a service account, or {@code development}. */
    public String name() {
        return acting.get().name();
    }

    /**
     * Refuses with {@code FRESH_PROOF_REQUIRED} unless the acting administrator has proved a second factor recently ({@code
     * albireo.internal.step-up-max-age}), or this is development. A service account has no second factor, so it is always refused.
     */
    public void requireRecentSecondFactor() {
        Acting current = acting.get();
        if (!current.recentSecondFactor() && !current.kind().equals(Kind.DEVELOPMENT)) {
            throw Problem.FRESH_PROOF_REQUIRED.because(
                    "this needs a recent second factor; sign in again with your second factor, then repeat the request");
        }
    }

    /** Whether a pipeline acts, for which nobody signed in. */
    public boolean isServiceAccount() {
        return acting.get().kind().equals(Kind.SERVICE_ACCOUNT);
    }

    /** The client id of the service account that acts; empty where a person or a service does. */
    public Optional<String> serviceAccount() {
        Acting current = acting.get();
        return current.kind() == Kind.SERVICE_ACCOUNT
                ? Optional.of(current.name().substring(SERVICE_ACCOUNT.length()))
                : Optional.empty();
    }

    void isServiceAccount(String client) {
        acting.set(new Acting(SERVICE_ACCOUNT + client, Kind.SERVICE_ACCOUNT, false));
    }

    void isService(String client) {
        acting.set(new Acting("service:" + client, Kind.OTHER, false));
    }

    void isAdministrator(String subject, boolean recentSecondFactor) {
        acting.set(new Acting(subject, Kind.OTHER, recentSecondFactor));
    }

    void isDevelopment() {
        acting.set(new Acting("development", Kind.DEVELOPMENT, false));
    }
}
