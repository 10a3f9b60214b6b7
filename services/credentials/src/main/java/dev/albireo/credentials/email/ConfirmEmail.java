package dev.albireo.credentials.email;

import dev.albireo.credentials.mail.MailRequests;
import dev.albireo.credentials.mail.MailRequests.NewMail;
import dev.albireo.credentials.oauth.OAuthNotifier;
import dev.albireo.credentials.session.Authentication.Full;
import dev.albireo.credentials.session.BrowserInfo;
import dev.albireo.credentials.user.Users;
import dev.albireo.events.AuditAction;
import dev.albireo.events.MailRequested;
import dev.albireo.events.MailType;
import dev.albireo.events.UserState;
import dev.albireo.outbox.Audit;
import dev.albireo.outbox.Outbox;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import dev.albireo.web.PageRefusal;
import dev.albireo.web.Problem;
import dev.albireo.web.ProblemRefusal;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Sets the address that a link proves. The user must be signed in to the account that requested it, in this browser or in another: a receiver
 * who only gets the mail cannot be made to lend their address to an account of an attacker.
 */
@ApplicationScoped
class ConfirmEmail {
    private final EmailVerificationStore store;
    private final MailRequests mails;
    private final Users users;
    private final OAuthNotifier oauth;
    private final Outbox outbox;
    private final Audit audit;
    private final Clock clock;

    ConfirmEmail(
            EmailVerificationStore store,
            MailRequests mails,
            Users users,
            OAuthNotifier oauth,
            Outbox outbox,
            Audit audit,
            Clock clock) {
        this.store = store;
        this.mails = mails;
        this.users = users;
        this.oauth = oauth;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /** Returns the address that the link proves; rejected with a page if the link is void or belongs to another account. */
    Uni<String> addressOf(Full authentication, String token) {
        return link(authentication, token).map(EmailVerification::email);
    }

    /** Sets the address, once, and tells the one before; rejected as {@link #addressOf}, or if another account has it meanwhile. */
    Uni<Void> confirm(Full authentication, String token, BrowserInfo browser) {
        return link(authentication, token)
                .chain(link -> notice(authentication.user(), link, browser)
                        .chain(notice -> Panache.withTransaction(() -> commit(link, token, notice, browser))))
                .call(oauth::user)
                .onFailure(ConfirmEmail::isTaken)
                .transform(taken -> alreadyTaken())
                .replaceWithVoid();
    }

    private Uni<UserState> commit(
            EmailVerification link, String token, Optional<MailRequested> notice, BrowserInfo browser) {
        UUID subject = link.subject();
        return users.lock(subject)
                .invoke(user -> requireOpen(user.filter(link::isFor).isPresent()))
                .chain(Panache::getSession)
                .chain(hibernate -> store.consume(hibernate, hash(token), subject, clock.instant()))
                .invoke(ConfirmEmail::requireOpen)
                .chain(() -> users.setVerifiedEmail(subject, link.email()))
                .call(() -> Panache.getSession()
                        .chain(hibernate -> outbox.append(
                                        hibernate, notice.stream().toArray(MailRequested[]::new))
                                .chain(() -> outbox.append(
                                        hibernate,
                                        audit.success(
                                                subject.toString(),
                                                AuditAction.EMAIL_CHANGE,
                                                subject.toString(),
                                                Map.of(),
                                                browser.address())))));
    }

    private Uni<Optional<MailRequested>> notice(UserState before, EmailVerification link, BrowserInfo browser) {
        Instant now = clock.instant();
        return RequestEmailVerification.isReplaced(before, link.email())
                ? mails.request(NewMail.notice(
                        mails.verified(before), MailType.EMAIL_CHANGED, now, Optional.of(browser.address())))
                : Uni.createFrom().item(Optional.empty());
    }

    private Uni<EmailVerification> link(Full authentication, String token) {
        return store.find(hash(token), authentication.session().subject(), clock.instant())
                .map(found -> found.filter(link -> link.isFor(authentication.user()))
                        .orElseThrow(ConfirmEmail::noLongerValid));
    }

    private static String hash(String token) {
        return OpaqueToken.parse(OpaqueTokenType.EMAIL_VERIFICATION, token)
                .map(OpaqueToken::hash)
                .orElse("");
    }

    private static void requireOpen(boolean open) {
        if (!open) {
            throw noLongerValid();
        }
    }

    private static boolean isTaken(Throwable failure) {
        return failure instanceof ProblemRefusal refusal && refusal.problem() == Problem.CONFLICT;
    }

    private static PageRefusal alreadyTaken() {
        return PageRefusal.of(
                        409,
                        "This address belongs to another account",
                        "It was confirmed there in the meantime. Nothing was changed in this account.")
                .withLink("Choose another address", "/account/email");
    }

    private static PageRefusal noLongerValid() {
        return PageRefusal.of(
                        400,
                        "This link no longer works",
                        "It was used, it is older than 30 minutes, a newer one was sent, you signed out or changed your account, "
                                + "or you are signed in to another account. Nothing was changed.")
                .withLink("Request another email", "/account/email");
    }
}
