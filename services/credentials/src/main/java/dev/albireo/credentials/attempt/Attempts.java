package dev.albireo.credentials.attempt;

import dev.albireo.credentials.attempt.AttemptStore.Used;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Counts tries before they are made: what is reserved stays used unless it is given back after a success. */
@ApplicationScoped
public class Attempts {
    private final AttemptStore store;
    private final Clock clock;

    Attempts(AttemptStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Takes one try of each budget, each at once and for good; false when one of them is used up. */
    public Uni<Boolean> reserve(List<Budget> budgets) {
        return take(budgets).map(Reservation::allowed);
    }

    /** As {@link #reserve}, and says whether it was the last try. */
    public Uni<Reservation> take(List<Budget> budgets) {
        Uni<Reservation> all = Uni.createFrom().item(Reservation.FREE);
        for (Budget budget : budgets) {
            all = all.chain(before -> before.allowed()
                    ? store.reserve(budget, clock.instant()).map(used -> before.and(reservation(budget, used)))
                    : Uni.createFrom().item(before));
        }
        return all;
    }

    /** Gives the tries back: they were right. */
    public Uni<Void> giveBack(List<Budget> budgets) {
        Uni<Void> done = Uni.createFrom().voidItem();
        for (Budget budget : budgets) {
            done = done.chain(() -> store.giveBack(budget));
        }
        return done;
    }

    /** When one may try again, where one of these is used up. */
    public Uni<Optional<Instant>> lockedUntil(List<Budget> budgets) {
        return store.lockedUntil(budgets, clock.instant());
    }

    /** Makes these whole again. */
    public Uni<Void> forget(List<Budget> budgets) {
        return store.forget(budgets);
    }

    /** Makes every budget of an account whole again. */
    public Uni<Void> forgetAccount(String subject) {
        return store.forgetAccount(Budget.owner(subject));
    }

    private static Reservation reservation(Budget budget, Optional<Used> used) {
        return used.map(taken -> new Reservation(
                        true,
                        budget.locksAccount() && taken.used() >= budget.tries()
                                ? Optional.of(taken.endsAt())
                                : Optional.empty()))
                .orElse(Reservation.NONE);
    }
}
