package dev.albireo.credentials.attempt;

import dev.albireo.credentials.attempt.AttemptStore.Used;
import dev.albireo.web.RetryAfter;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Counts attempts in advance: a reserved attempt stays used unless it is returned after a success. Records for the response when an
 * exhausted budget permits the next attempt ({@link RetryAfter}).
 */
@ApplicationScoped
public class Attempts {
    private final AttemptStore store;
    private final RetryAfter retryAfter;
    private final Clock clock;

    Attempts(AttemptStore store, RetryAfter retryAfter, Clock clock) {
        this.store = store;
        this.retryAfter = retryAfter;
        this.clock = clock;
    }

    /** Uses one attempt of each budget up to an exhausted one, immediately and permanently; false if there is one. */
    public Uni<Boolean> reserve(List<Budget> budgets) {
        return tryReserve(budgets).map(Reservation::allowed);
    }

    /** Reserves as {@link #reserve} does, and reports whether it was the last attempt. */
    public Uni<Reservation> tryReserve(List<Budget> budgets) {
        return used(budgets)
                .map(used -> reservation(budgets, used))
                .call(reserved -> reserved.allowed() ? Uni.createFrom().voidItem() : recordWait(budgets));
    }

    private Uni<List<Used>> used(List<Budget> budgets) {
        return budgets.isEmpty() ? Uni.createFrom().item(List.of()) : store.reserve(budgets, clock.instant());
    }

    /** Budgets of one session do not count: a new sign-in has new ones. */
    private Uni<Void> recordWait(List<Budget> budgets) {
        Instant now = clock.instant();
        return store.lockedUntil(
                        budgets.stream()
                                .filter(budget -> !budget.ofOneSession())
                                .toList(),
                        now)
                .invoke(until -> until.ifPresent(end -> retryAfter.record(Duration.between(now, end))))
                .replaceWithVoid();
    }

    /** Returns the attempts after a success. */
    public Uni<Void> release(List<Budget> budgets) {
        return budgets.isEmpty() ? Uni.createFrom().voidItem() : store.release(budgets);
    }

    /** Returns the time of the next possible attempt, if one of these budgets is exhausted. */
    public Uni<Optional<Instant>> lockedUntil(List<Budget> budgets) {
        return store.lockedUntil(budgets, clock.instant());
    }

    /** Restores these budgets. */
    public Uni<Void> reset(List<Budget> budgets) {
        return store.reset(budgets);
    }

    /** Restores every budget of an account. */
    public Uni<Void> resetAccount(String subject) {
        return store.resetAccount(Budget.owner(subject));
    }

    private static Reservation reservation(List<Budget> budgets, List<Used> used) {
        Reservation made = IntStream.range(0, used.size())
                .mapToObj(i -> reservation(budgets.get(i), used.get(i)))
                .reduce(Reservation.FREE, Reservation::and);
        return used.size() < budgets.size() ? made.and(Reservation.NONE) : made;
    }

    private static Reservation reservation(Budget budget, Used used) {
        return new Reservation(
                true,
                budget.locksAccount() && used.used() >= budget.tries() ? Optional.of(used.endsAt()) : Optional.empty());
    }
}
