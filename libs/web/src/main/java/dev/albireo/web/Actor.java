package dev.albireo.web;

import jakarta.enterprise.context.RequestScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Who acts in an internal call: set by the guard of internal endpoints, read by use cases for the audit trail. */
@RequestScoped
public class Actor {
    private static final Acting NOBODY = new Acting("anonymous", Kind.OTHER, Optional.empty());
    private final AtomicReference<Acting> acting = new AtomicReference<>(NOBODY);

    private enum Kind {
        DEVELOPMENT,
        SERVICE_ACCOUNT,
        OTHER
    }

    private record Acting(String name, Kind kind, Optional<Instant> secondFactorAt) {}

    /** An administrator's subject, {@code service:<client>}, {@code client:<id>} of a service account, or {@code development}. */
    public String name() {
        return acting.get().name();
    }

    /** Refuses with {@code FRESH_PROOF_REQUIRED} unless the acting person proved a second factor since then, or this is development. */
    public void requireSecondFactorSince(Instant earliest) {
        boolean fresh = acting.get()
                .secondFactorAt()
                .filter(at -> !at.isBefore(earliest))
                .isPresent();
        if (!fresh && !acting.get().kind().equals(Kind.DEVELOPMENT)) {
            throw Problem.FRESH_PROOF_REQUIRED.because("sign in anew with your second factor, then try again");
        }
    }

    /** Whether a pipeline acts, for which nobody signed in. */
    public boolean isServiceAccount() {
        return acting.get().kind().equals(Kind.SERVICE_ACCOUNT);
    }

    void isServiceAccount(String client) {
        acting.set(new Acting("client:" + client, Kind.SERVICE_ACCOUNT, Optional.empty()));
    }

    void isService(String client) {
        acting.set(new Acting("service:" + client, Kind.OTHER, Optional.empty()));
    }

    void isAdministrator(String subject, Optional<Instant> secondFactorAt) {
        acting.set(new Acting(subject, Kind.OTHER, secondFactorAt));
    }

    void isDevelopment() {
        acting.set(new Acting("development", Kind.DEVELOPMENT, Optional.empty()));
    }
}
