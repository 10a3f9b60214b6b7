package dev.albireo.credentials.reset;

import dev.albireo.credentials.attempt.Attempts;
import dev.albireo.credentials.attempt.Budgets;
import dev.albireo.credentials.factor.FactorLookup;
import dev.albireo.credentials.oauth.OAuthNotifier;
import dev.albireo.credentials.password.HashCaller;
import dev.albireo.credentials.password.PasswordOwner;
import dev.albireo.credentials.password.PasswordRules;
import dev.albireo.credentials.password.Passwords;
import dev.albireo.credentials.session.BrowserInfo;
import dev.albireo.credentials.session.EndSession;
import dev.albireo.credentials.user.Users;
import dev.albireo.events.AuditAction;
import dev.albireo.events.SessionState;
import dev.albireo.events.UserState;
import dev.albireo.outbox.Audit;
import dev.albireo.outbox.Outbox;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import dev.albireo.web.PageRefusal;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sets a new password by a link. All sessions and all grants of the user end, and nothing begins: the user signs in with the new password,
 * and with the second factor as before.
 */
@ApplicationScoped
class ResetPassword {
    private final ResetLinkStore links;
    private final Passwords passwords;
    private final PasswordRules rules;
    private final FactorLookup factors;
    private final Users users;
    private final EndSession endSession;
    private final Attempts attempts;
    private final Budgets budgets;
    private final OAuthNotifier oauth;
    private final Outbox outbox;
    private final Audit audit;
    private final Clock clock;

    ResetPassword(
            ResetLinkStore links,
            Passwords passwords,
            PasswordRules rules,
            FactorLookup factors,
            Users users,
            EndSession endSession,
            Attempts attempts,
            Budgets budgets,
            OAuthNotifier oauth,
            Outbox outbox,
            Audit audit,
            Clock clock) {
        this.links = links;
        this.passwords = passwords;
        this.rules = rules;
        this.factors = factors;
        this.users = users;
        this.endSession = endSession;
        this.attempts = attempts;
        this.budgets = budgets;
        this.oauth = oauth;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    private record CommittedReset(UserState user, List<SessionState> ended) {}

    /** A valid link, and the account that it belongs to. */
    record OpenedLink(String token, ResetLink link, PasswordOwner owner) {
        /** Returns a text without the token. */
        @Override
        public String toString() {
            return "OpenedLink[redacted]";
        }
    }

    /** Returns the link with this token, and its account; rejected with a page if it is void. */
    Uni<OpenedLink> open(String token) {
        return link(token)
                .chain(link -> Panache.withSession(
                                () -> users.bySubject(link.subject()).chain(user -> opened(link, user)))
                        .chain(user -> factors.of(link.subject())
                                .map(found -> new OpenedLink(token, link, PasswordOwner.of(user, !found.none())))));
    }

    /** Returns the minimum number of characters of the new password. */
    int shortest(PasswordOwner owner) {
        return rules.shortest(owner.onlyFactor());
    }

    /** Sets the password of the account, once; rejected as {@link #open}, or with {@code UNPROCESSABLE}. */
    Uni<Void> reset(OpenedLink opened, String wanted, BrowserInfo browser) {
        return rules.require(wanted, "the new password", opened.owner())
                .chain(accepted -> passwords.hash(accepted, HashCaller.of(browser.address(), browser.present())))
                .chain(phc -> Panache.withTransaction(() -> commit(opened.link(), opened.token(), phc, browser)))
                .call(done -> attempts.reset(budgets.passwordOf(done.user().subject(), browser.address())))
                .call(done -> oauth.user(done.user(), done.ended()))
                .replaceWithVoid();
    }

    private Uni<CommittedReset> commit(ResetLink link, String token, String phc, BrowserInfo browser) {
        String subject = link.subject().toString();
        return users.lock(link.subject())
                .chain(user -> opened(link, user))
                .chain(Panache::getSession)
                .chain(hibernate -> links.consume(hibernate, hash(token), clock.instant()))
                .invoke(used -> {
                    if (!used) {
                        throw noLongerValid();
                    }
                })
                .chain(() -> users.voidGrants(link.subject()))
                .call(() -> passwords.set(link.subject(), phc))
                .call(() -> Panache.getSession()
                        .chain(hibernate -> outbox.append(
                                hibernate,
                                audit.success(
                                        subject, AuditAction.PASSWORD_RESET, subject, Map.of(), browser.address()))))
                .chain(user -> endSession
                        .endAll(link.subject(), SessionState.REVOKED)
                        .map(ended -> new CommittedReset(user, ended)));
    }

    private Uni<ResetLink> link(String token) {
        return OpaqueToken.parse(OpaqueTokenType.PASSWORD_RESET, token)
                .map(parsed -> links.find(parsed.hash(), clock.instant()))
                .orElse(Uni.createFrom().item(Optional.empty()))
                .map(found -> found.orElseThrow(ResetPassword::noLongerValid));
    }

    /** Returns the user if the link opens the account; in a Hibernate session. */
    private Uni<UserState> opened(ResetLink link, Optional<UserState> user) {
        return passwords
                .changedAt(link.subject())
                .map(changedAt ->
                        user.filter(state -> link.opens(state, changedAt)).orElseThrow(ResetPassword::noLongerValid));
    }

    private static String hash(String token) {
        return OpaqueToken.parse(OpaqueTokenType.PASSWORD_RESET, token)
                .map(OpaqueToken::hash)
                .orElse("");
    }

    private static PageRefusal noLongerValid() {
        return PageRefusal.of(
                        400,
                        "This link no longer works",
                        "It was used, it is older than 15 minutes, or a newer one was sent. Nothing was changed.")
                .withLink("Request another email", "/login/forgot");
    }
}
