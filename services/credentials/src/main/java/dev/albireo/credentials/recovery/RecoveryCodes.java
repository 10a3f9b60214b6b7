package dev.albireo.credentials.recovery;

import dev.albireo.credentials.factor.FactorLookup;
import dev.albireo.events.TwoFactorEvent.RecoveryCodeUsed;
import dev.albireo.events.TwoFactorEvent.RecoveryCodesIssued;
import dev.albireo.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Issues and verifies recovery codes. Changes of all codes run in the caller's Panache transaction. */
@ApplicationScoped
public class RecoveryCodes {
    private static final int AT_A_TIME = 10;

    private final RecoveryCodeStore store;
    private final RecoveryNotices notices;
    private final FactorLookup factors;
    private final Outbox outbox;
    private final SecureRandom random;
    private final Clock clock;

    RecoveryCodes(
            RecoveryCodeStore store,
            RecoveryNotices notices,
            FactorLookup factors,
            Outbox outbox,
            SecureRandom random,
            Clock clock) {
        this.store = store;
        this.notices = notices;
        this.factors = factors;
        this.outbox = outbox;
        this.random = random;
        this.clock = clock;
    }

    /** Issues ten new codes, which void all earlier ones, and stores the notice that shows them to the session. */
    public Uni<NewRecoveryCodes> renew(UUID subject, UUID session) {
        Instant now = clock.instant();
        List<RecoveryCode> codes = Stream.generate(() -> RecoveryCode.random(random))
                .limit(AT_A_TIME)
                .toList();
        NewRecoveryCodes newCodes =
                new NewRecoveryCodes(codes.stream().map(RecoveryCode::grouped).toList());
        List<String> hashes = codes.stream().map(code -> code.hash(subject)).toList();
        return Panache.getSession()
                .call(hibernate -> store.replace(hibernate, subject, hashes, now))
                .call(hibernate -> notices.put(hibernate, session, newCodes))
                .call(hibernate ->
                        outbox.append(hibernate, new RecoveryCodesIssued(subject.toString(), codes.size(), now)))
                .replaceWith(newCodes);
    }

    /** Issues codes as {@link #renew} does, if the user has no unused code; otherwise returns {@link NewRecoveryCodes#NONE}. */
    public Uni<NewRecoveryCodes> issueWhereNoneIsLeft(UUID subject, UUID session) {
        return factors.inTransaction(subject)
                .chain(found -> found.recoveryCodes() > 0
                        ? Uni.createFrom().item(NewRecoveryCodes.NONE)
                        : renew(subject, session));
    }

    /** Voids the codes of a user without a factor that they could replace. */
    public Uni<Void> voidWithoutFactor(UUID subject) {
        return Panache.getSession().chain(hibernate -> store.deleteWithoutFactor(hibernate, subject));
    }

    /** Voids all codes of a user. */
    public Uni<Void> voidAll(UUID subject) {
        return Panache.getSession().chain(hibernate -> store.delete(hibernate, subject));
    }

    /** Returns whether this is an unused code of the user, and uses it. Of concurrent uses one succeeds. */
    public Uni<Boolean> consume(UUID subject, String submitted) {
        Instant now = clock.instant();
        return RecoveryCode.parse(submitted)
                .map(code -> store.consume(
                        subject, code.hash(subject), now, left -> new RecoveryCodeUsed(subject.toString(), left, now)))
                .orElse(Uni.createFrom().item(false));
    }
}
