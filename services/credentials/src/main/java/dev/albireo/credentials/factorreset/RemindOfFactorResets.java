package dev.albireo.credentials.factorreset;

import dev.albireo.credentials.user.Users;
import dev.albireo.events.Event;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Tells users of a waiting reset once more, after half of the waiting period, with a further link that cancels it. */
@ApplicationScoped
class RemindOfFactorResets {
    private final FactorResetStore store;
    private final FactorResets resets;
    private final FactorResetMail cancelMail;
    private final Users users;
    private final SecureRandom random;
    private final Clock clock;

    RemindOfFactorResets(
            FactorResetStore store,
            FactorResets resets,
            FactorResetMail cancelMail,
            Users users,
            SecureRandom random,
            Clock clock) {
        this.store = store;
        this.resets = resets;
        this.cancelMail = cancelMail;
        this.users = users;
        this.random = random;
        this.clock = clock;
    }

    /** Reminds of every reset that is due; after a failure the next run goes on with the same one. */
    @Scheduled(
            every = "60s",
            delayed = "10s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> run() {
        return resets.waitingPeriod().isEmpty()
                ? Uni.createFrom().voidItem()
                : all().onFailure()
                        .invoke(failure ->
                                Log.warnf("reminders of factor resets not requested cause=%s", failure.toString()))
                        .onFailure()
                        .recoverWithNull();
    }

    private Uni<Void> all() {
        OpaqueToken token = OpaqueToken.random(OpaqueTokenType.FACTOR_RESET_CANCEL, random);
        return store.remind(clock.instant(), token.hash(), reset -> mail(reset, token))
                .chain(found -> found ? all() : Uni.createFrom().voidItem());
    }

    /** One that may be finished already needs no reminder: the mail would have expired. */
    private Uni<List<Event>> mail(FactorReset reset, OpaqueToken token) {
        return clock.instant().isBefore(reset.effectiveAt())
                ? users.bySubject(reset.subject())
                        .chain(found -> found.map(user -> cancelMail.of(user, reset, token, Optional.empty()))
                                .orElse(Uni.createFrom().item(Optional.empty())))
                        .map(mail -> List.copyOf(
                                mail.<Event>map(event -> event).stream().toList()))
                : Uni.createFrom().item(List.of());
    }
}
