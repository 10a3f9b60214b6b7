package dev.albireo.credentials.report;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;

/** The locks of reported accounts. {@code FactorRules} refuses the changes. */
@ApplicationScoped
public class AccountLocks {
    private final AccountLockStore store;
    private final Clock clock;

    AccountLocks(AccountLockStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Returns whether the account may get a link for a new password at this address: while it is locked, only where the report came from,
     * because an attacker may have changed the address.
     */
    public Uni<Boolean> permitReset(UUID subject, String email) {
        return store.find(subject, clock.instant())
                .map(lock -> lock.filter(reported -> !reported.equals(email)).isEmpty());
    }

    /** Removes the lock. */
    public Uni<Void> lift(UUID subject) {
        return store.remove(subject);
    }
}
