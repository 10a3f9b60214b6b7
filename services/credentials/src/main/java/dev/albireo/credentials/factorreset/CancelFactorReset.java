package dev.albireo.credentials.factorreset;

import dev.albireo.credentials.session.BrowserInfo;
import dev.albireo.credentials.user.AdministratorRights;
import dev.albireo.credentials.user.UserView;
import dev.albireo.credentials.user.Users;
import dev.albireo.events.AuditAction;
import dev.albireo.events.UserState;
import dev.albireo.outbox.Audit;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import dev.albireo.web.PageRefusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Cancels the reset of a user's second factors: by the link of the mail, in a full session, or by an administrator. The user cannot request
 * another one for a day.
 */
@ApplicationScoped
public class CancelFactorReset {
    private final FactorResetStore store;
    private final Users users;
    private final AdministratorRights rights;
    private final Audit audit;
    private final Clock clock;

    CancelFactorReset(FactorResetStore store, Users users, AdministratorRights rights, Audit audit, Clock clock) {
        this.store = store;
        this.users = users;
        this.rights = rights;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A reset that a link cancels.
     *
     * @param effectiveAt from when the user may finish it
     */
    public record CancellableReset(UserState user, Instant effectiveAt) {}

    /** Returns what the link of this token cancels; rejected with a page if it is void. */
    public Uni<CancellableReset> ofLink(String token) {
        return byToken(token)
                .chain(reset -> users.bySubject(reset.subject())
                        .map(found -> found.map(user -> new CancellableReset(user, reset.effectiveAt()))
                                .orElseThrow(CancelFactorReset::noLongerValid)));
    }

    /** Cancels by the link of the mail; rejected as {@link #ofLink}. */
    public Uni<Void> byLink(String token, BrowserInfo browser) {
        return byToken(token)
                .chain(reset -> cancel(reset.subject(), reset.subject().toString(), "link", browser.address()))
                .invoke(done -> {
                    if (!done) {
                        throw noLongerValid();
                    }
                })
                .replaceWithVoid();
    }

    /** Cancels in a full session of the user; without effect if there is nothing to cancel. */
    public Uni<Void> bySession(UUID subject, BrowserInfo browser) {
        return cancel(subject, subject.toString(), "session", browser.address()).replaceWithVoid();
    }

    /** Cancels for an administrator; without effect if there is nothing to cancel. Rejected with {@code FORBIDDEN}. */
    public Uni<UserView> byAdministrator(UserView user, String actor) {
        rights.checkChange(user.state());
        return cancel(UUID.fromString(user.state().subject()), actor, "administrator", null)
                .replaceWith(user);
    }

    private Uni<Boolean> cancel(UUID subject, String actor, String by, @Nullable String address) {
        return store.cancel(
                subject,
                clock.instant(),
                audit.success(
                        actor, AuditAction.TWO_FACTOR_RESET_CANCEL, subject.toString(), Map.of("by", by), address));
    }

    private Uni<FactorReset> byToken(String token) {
        return OpaqueToken.parse(OpaqueTokenType.FACTOR_RESET_CANCEL, token)
                .map(parsed -> store.byToken(parsed.hash(), clock.instant()))
                .orElse(Uni.createFrom().item(Optional.empty()))
                .map(found -> found.orElseThrow(CancelFactorReset::noLongerValid));
    }

    private static PageRefusal noLongerValid() {
        return PageRefusal.of(
                        400,
                        "This link no longer works",
                        "The removal of your second step was cancelled already, or it is over. Sign in to see which second steps your account has.")
                .withLink("Change your password", "/account/password");
    }
}
