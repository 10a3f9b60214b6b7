package dev.albireo.credentials.admin;

import dev.albireo.credentials.admin.UserAdministration.ChangedUser;
import dev.albireo.credentials.factor.FactorLookup;
import dev.albireo.credentials.oauth.OAuthNotifier;
import dev.albireo.credentials.passkey.PasskeyView;
import dev.albireo.credentials.passkey.Passkeys;
import dev.albireo.credentials.session.EndSession;
import dev.albireo.credentials.totp.TotpEnrolments;
import dev.albireo.credentials.user.AdministratorRights;
import dev.albireo.credentials.user.UserView;
import dev.albireo.credentials.user.Users;
import dev.albireo.events.AuditAction;
import dev.albireo.events.SessionState;
import dev.albireo.outbox.Audit;
import dev.albireo.outbox.Outbox;
import dev.albireo.web.Actor;
import dev.albireo.web.Problem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lists the second factors of a user for an administrator, and removes one of them. A removal ends every session of the user, because one
 * of them may depend on the factor; administrators cannot remove their own here.
 */
@ApplicationScoped
class UserFactors {
    /** The id of the authenticator application, of which a user has at most one. */
    private static final String APP = "totp";

    private final Users users;
    private final Passkeys passkeys;
    private final TotpEnrolments enrolments;
    private final FactorLookup factors;
    private final EndSession endSession;
    private final OAuthNotifier oauth;
    private final Outbox outbox;
    private final Audit audit;
    private final Actor actor;
    private final AdministratorRights rights;

    UserFactors(
            Users users,
            Passkeys passkeys,
            TotpEnrolments enrolments,
            FactorLookup factors,
            EndSession endSession,
            OAuthNotifier oauth,
            Outbox outbox,
            Audit audit,
            Actor actor,
            AdministratorRights rights) {
        this.users = users;
        this.passkeys = passkeys;
        this.enrolments = enrolments;
        this.factors = factors;
        this.endSession = endSession;
        this.oauth = oauth;
        this.outbox = outbox;
        this.audit = audit;
        this.actor = actor;
        this.rights = rights;
    }

    /**
     * A second factor of a user.
     *
     * @param id the credential id of a passkey, or {@code totp}
     * @param type {@code passkey} or {@code totp}
     * @param name the name that the user gave to the passkey
     * @param lastUsedAt null if it was never used
     */
    record ListedFactor(
            String id,
            String type,
            @Nullable String name,
            Instant enrolledAt,
            @Nullable Instant lastUsedAt) {
        static ListedFactor of(PasskeyView passkey) {
            return new ListedFactor(
                    passkey.credentialId(), "passkey", passkey.name(), passkey.createdAt(), passkey.lastUsedAt());
        }
    }

    private record CommittedRemoval(UserView user, List<SessionState> ended) {}

    /** Returns the passkeys, oldest first, and the authenticator application. */
    Uni<List<ListedFactor>> of(UUID subject) {
        return Uni.combine()
                .all()
                .unis(passkeys.of(subject), enrolments.enabledAt(subject), factors.of(subject))
                .with((keys, app, found) -> Stream.concat(
                                keys.stream().map(ListedFactor::of),
                                app.stream()
                                        .map(enabledAt -> new ListedFactor(
                                                APP,
                                                APP,
                                                null,
                                                enabledAt,
                                                found.appUsedAt().orElse(null))))
                        .toList());
    }

    /** Removes a factor; rejected with {@code NOT_FOUND}, or {@code FORBIDDEN} for the own account. */
    Uni<ChangedUser> remove(UUID subject, String id, String reason) {
        if (actor.name().equals(subject.toString())) {
            throw Problem.FORBIDDEN.because("administrators remove their own factors on the account page");
        }
        return Panache.withTransaction(() -> users.lockView(subject)
                        .invoke(user -> rights.checkChange(user.state()))
                        .chain(user -> removed(user, id))
                        .call(user -> recorded(subject, id, reason))
                        .chain(user -> endSession
                                .endAll(subject, SessionState.REVOKED)
                                .map(ended -> new CommittedRemoval(user, ended))))
                .chain(done -> oauth.user(done.user().state(), done.ended())
                        .map(inForce -> new ChangedUser(done.user(), inForce)));
    }

    private Uni<UserView> removed(UserView user, String id) {
        UUID subject = UUID.fromString(user.state().subject());
        if (!id.equals(APP)) {
            return passkeys.removeOne(subject, id).replaceWith(user);
        }
        return factors.inTransaction(subject)
                .invoke(found -> {
                    if (!found.app()) {
                        throw Problem.NOT_FOUND.because("the user has no authenticator application");
                    }
                })
                .chain(() -> enrolments.remove(subject))
                .chain(() -> users.switchTotp(subject, false))
                .map(user::with);
    }

    private Uni<Void> recorded(UUID subject, String id, String reason) {
        String target = subject.toString();
        boolean app = id.equals(APP);
        var record = audit.success(
                actor.name(),
                app ? AuditAction.TOTP_DISABLE : AuditAction.PASSKEY_REMOVE,
                target,
                app ? Map.of("reason", reason) : Map.of("credential", id, "reason", reason),
                null);
        return Panache.getSession().chain(hibernate -> outbox.append(hibernate, record));
    }
}
