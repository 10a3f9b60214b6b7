package dev.albireo.credentials.attempt;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

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
        Uni<Boolean> allowed = Uni.createFrom().item(true);
        for (Budget budget : budgets) {
            allowed = allowed.chain(yes -> yes
                    ? store.reserve(budget, clock.instant())
                    : Uni.createFrom().item(false));
        }
        return allowed;
    }

    /** Gives the tries back: they were right. */
    public Uni<Void> giveBack(List<Budget> budgets) {
        Uni<Void> done = Uni.createFrom().voidItem();
        for (Budget budget : budgets) {
            done = done.chain(() -> store.giveBack(budget.key()));
        }
        return done;
    }
}
