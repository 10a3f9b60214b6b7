package dev.albireo.web;

import jakarta.enterprise.context.RequestScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Who acts in an internal call: set by the guard of internal endpoints, read by use cases for the audit trail. */
@RequestScoped
public class Actor {
    private static final Acting NOBODY = new Acting("anonymous", Optional.empty(), false);
    private final AtomicReference<Acting> acting = new AtomicReference<>(NOBODY);

    private record Acting(String name, Optional<Instant> secondFactorAt, boolean development) {}

    /** An administrator's subject, {@code service:<client>}, or {@code development}. */
    public String name() {
        return acting.get().name();
    }

    /** Refuses with {@code FRESH_PROOF_REQUIRED} unless the acting person proved a second factor since then, or this is development. */
    public void requireSecondFactorSince(Instant earliest) {
        boolean fresh = acting.get()
                .secondFactorAt()
                .filter(at -> !at.isBefore(earliest))
                .isPresent();
        if (!fresh && !acting.get().development()) {
            throw Problem.FRESH_PROOF_REQUIRED.because("sign in anew with your second factor, then try again");
        }
    }

    void isService(String client) {
        acting.set(new Acting("service:" + client, Optional.empty(), false));
    }

    void isAdministrator(String subject, Optional<Instant> secondFactorAt) {
        acting.set(new Acting(subject, secondFactorAt, false));
    }

    void isDevelopment() {
        acting.set(new Acting("development", Optional.empty(), true));
    }
}
