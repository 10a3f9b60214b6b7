package dev.albireo.credentials.passkey;

import dev.albireo.credentials.factor.FactorLookup;
import dev.albireo.credentials.factor.FactorRules;
import dev.albireo.credentials.oauth.OAuthNotifier;
import dev.albireo.credentials.recovery.RecoveryCodes;
import dev.albireo.credentials.session.Authentication.Full;
import dev.albireo.credentials.session.BrowserInfo;
import dev.albireo.credentials.session.EndSession;
import dev.albireo.credentials.user.Users;
import dev.albireo.events.AuditAction;
import dev.albireo.events.Event;
import dev.albireo.events.SessionState;
import dev.albireo.events.TwoFactorEvent.PasskeyRemoved;
import dev.albireo.outbox.Audit;
import dev.albireo.outbox.Outbox;
import dev.albireo.web.Problem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The passkeys of a user. */
@ApplicationScoped
public class Passkeys {
    private final PasskeyStore store;
    private final StoredCredentials credentials;
    private final FactorRules rules;
    private final RecoveryCodes recoveryCodes;
    private final FactorLookup factors;
    private final Users users;
    private final EndSession endSession;
    private final OAuthNotifier oauth;
    private final Outbox outbox;
    private final Audit audit;
    private final Clock clock;

    Passkeys(
            PasskeyStore store,
            StoredCredentials credentials,
            FactorRules rules,
            RecoveryCodes recoveryCodes,
            FactorLookup factors,
            Users users,
            EndSession endSession,
            OAuthNotifier oauth,
            Outbox outbox,
            Audit audit,
            Clock clock) {
        this.store = store;
        this.credentials = credentials;
        this.rules = rules;
        this.recoveryCodes = recoveryCodes;
        this.factors = factors;
        this.users = users;
        this.endSession = endSession;
        this.oauth = oauth;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /** Returns all passkeys of a user, oldest first. */
    public Uni<List<PasskeyView>> of(UUID subject) {
        return credentials
                .of(subject)
                .map(list -> list.stream().map(StoredCredential::view).toList());
    }

    /** Renames a passkey; rejected with {@code NOT_FOUND} if it belongs to another user. */
    public Uni<PasskeyView> rename(Full authentication, String credentialId, String submitted, BrowserInfo browser) {
        String name = PasskeyName.of(submitted)
                .orElseThrow(() -> Problem.BAD_REQUEST.because("name must be 1 to 64 plain characters", "name"));
        UUID subject = authentication.session().subject();
        return Panache.withTransaction(() -> owned(authentication, credentialId)
                        .invoke(passkey -> passkey.name = name)
                        .call(passkey -> recorded(authentication, AuditAction.PASSKEY_RENAME, credentialId, browser)))
                .chain(done -> of(subject))
                .map(list -> list.stream()
                        .filter(passkey -> passkey.credentialId().equals(credentialId))
                        .findFirst()
                        .orElseThrow(Passkeys::unknown));
    }

    /**
     * Removes a passkey and ends the user's other sessions, one of which may depend on it. Rejected with {@code CONFLICT} for the last one
     * of a user who is required to have a second factor.
     */
    public Uni<Void> remove(Full authentication, String credentialId, BrowserInfo browser) {
        UUID subject = authentication.session().subject();
        return Panache.withTransaction(() -> owned(authentication, credentialId)
                        .call(passkey -> checkNotLast(subject))
                        .chain(this::removed)
                        .chain(() -> endSession.endOthers(
                                subject, authentication.session().id(), SessionState.REVOKED))
                        .call(() -> recorded(authentication, AuditAction.PASSKEY_REMOVE, credentialId, browser)))
                .chain(oauth::sessions)
                .replaceWithVoid();
    }

    /**
     * Removes a passkey in the caller's Panache transaction, regardless of requirements; recovery codes are deleted with the last factor.
     * Rejected with {@code NOT_FOUND} if it belongs to another user.
     */
    public Uni<Void> removeOne(UUID subject, String credentialId) {
        return store.of(subject).map(list -> named(list, credentialId)).chain(this::removed);
    }

    private Uni<Void> removed(Passkey passkey) {
        UUID subject = passkey.subject;
        return store.remove(passkey)
                .chain(() -> recoveryCodes.voidWithoutFactor(subject))
                .chain(() -> Panache.getSession())
                .chain(hibernate -> outbox.append(
                        hibernate, new PasskeyRemoved(subject.toString(), passkey.credentialId, clock.instant())));
    }

    /** Removes all passkeys of a user in the caller's Panache transaction, regardless of requirements. */
    public Uni<Void> removeAll(UUID subject) {
        return store.of(subject)
                .call(list -> store.delete("subject", subject))
                .chain(list -> Panache.getSession()
                        .chain(hibernate -> outbox.append(
                                hibernate,
                                list.stream()
                                        .map(passkey -> new PasskeyRemoved(
                                                subject.toString(), passkey.credentialId, clock.instant()))
                                        .toArray(Event[]::new))));
    }

    /** Returns the passkey; locks its owner and requires a fresh proof. */
    private Uni<Passkey> owned(Full authentication, String credentialId) {
        UUID subject = authentication.session().subject();
        return users.lock(subject)
                .chain(() -> store.of(subject))
                .map(list -> named(list, credentialId))
                .call(passkey -> factors.inTransaction(subject)
                        .invoke(found -> rules.requireRecentProof(authentication, found)));
    }

    private static Passkey named(List<Passkey> passkeys, String credentialId) {
        return passkeys.stream()
                .filter(candidate -> candidate.credentialId.equals(credentialId))
                .findFirst()
                .orElseThrow(Passkeys::unknown);
    }

    private Uni<Void> checkNotLast(UUID subject) {
        return users.lock(subject)
                .chain(user -> factors.inTransaction(subject)
                        .call(found -> rules.checkNotLast(user.orElseThrow(Passkeys::unknown), found)))
                .replaceWithVoid();
    }

    private Uni<Void> recorded(Full authentication, AuditAction action, String credentialId, BrowserInfo browser) {
        String subject = authentication.user().subject();
        return Panache.getSession()
                .chain(hibernate -> outbox.append(
                        hibernate,
                        audit.success(
                                subject, action, subject, Map.of("credential", credentialId), browser.address())));
    }

    private static RuntimeException unknown() {
        return Problem.NOT_FOUND.because("passkey not found");
    }
}
