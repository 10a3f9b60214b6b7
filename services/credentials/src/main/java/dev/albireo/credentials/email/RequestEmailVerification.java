package dev.albireo.credentials.email;

import dev.albireo.credentials.attempt.Attempts;
import dev.albireo.credentials.attempt.Budgets;
import dev.albireo.credentials.factor.FactorLookup;
import dev.albireo.credentials.factor.FactorRules;
import dev.albireo.credentials.mail.MailRequests;
import dev.albireo.credentials.mail.MailRequests.Addressee;
import dev.albireo.credentials.mail.MailRequests.NewMail;
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
import dev.albireo.web.Problem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Sends a link that proves an address: the present one of the account, or another one that is to replace it. The response does not depend on
 * whether another account has that address. If one does, a link that no mail contains is stored, and the mail tells that account instead.
 */
@ApplicationScoped
class RequestEmailVerification {
    private static final Duration NOTICE_LIFETIME = Duration.ofDays(1);

    private final EmailVerificationStore store;
    private final MailRequests mails;
    private final Users users;
    private final FactorLookup factors;
    private final FactorRules rules;
    private final Attempts attempts;
    private final Budgets budgets;
    private final Outbox outbox;
    private final Audit audit;
    private final SecureRandom random;
    private final Clock clock;

    RequestEmailVerification(
            EmailVerificationStore store,
            MailRequests mails,
            Users users,
            FactorLookup factors,
            FactorRules rules,
            Attempts attempts,
            Budgets budgets,
            Outbox outbox,
            Audit audit,
            SecureRandom random,
            Clock clock) {
        this.store = store;
        this.mails = mails;
        this.users = users;
        this.factors = factors;
        this.rules = rules;
        this.attempts = attempts;
        this.budgets = budgets;
        this.outbox = outbox;
        this.audit = audit;
        this.random = random;
        this.clock = clock;
    }

    /** Returns whether users get mails, so that an address can be proved. */
    boolean enabled() {
        return mails.enabled();
    }

    /** Returns whether the strongest factor was proved recently enough for a request. */
    Uni<Boolean> isFresh(Full authentication) {
        return factors.of(authentication.session().subject()).map(found -> rules.hasRecentProof(authentication, found));
    }

    /**
     * Sends the link, and tells the verified address that it would replace. Rejected with {@code FRESH_PROOF_REQUIRED}, {@code UNPROCESSABLE}
     * for an address that no mail is sent to, or {@code TOO_MANY_REQUESTS}.
     */
    Uni<Void> request(Full authentication, String submitted, BrowserInfo browser) {
        UserState user = authentication.user();
        return factors.of(authentication.session().subject())
                .invoke(found -> rules.requireRecentProof(authentication, found))
                .map(found -> Users.requireAddress(submitted))
                .call(email -> attempts.reserve(budgets.emailLinks(user.subject(), browser.address()))
                        .invoke(RequestEmailVerification::requireAllowed))
                .chain(email -> users.byLoginName(email)
                        .map(found -> found.filter(other -> !other.subject().equals(user.subject())))
                        .chain(other -> send(authentication, email, other, browser)));
    }

    private Uni<Void> send(Full authentication, String email, Optional<UserState> other, BrowserInfo browser) {
        Instant now = clock.instant();
        OpaqueToken token = OpaqueToken.random(OpaqueTokenType.EMAIL_VERIFICATION, random);
        EmailVerification link = new EmailVerification(
                authentication.session().subject(),
                authentication.session().id(),
                email,
                authentication.user().version());
        NewMail mail = other.map(owner -> new NewMail(
                        mails.verifiedAt(owner, email),
                        MailType.EMAIL_IN_USE,
                        "/account",
                        now,
                        Optional.of(browser.address()),
                        NOTICE_LIFETIME))
                .orElseGet(() -> new NewMail(
                        Addressee.proving(
                                authentication.user().subject(),
                                authentication.user().username(),
                                email),
                        MailType.EMAIL_VERIFICATION,
                        "/account/email/confirm?token=" + token.value(),
                        now,
                        Optional.of(browser.address()),
                        EmailVerification.LIFETIME));
        return mails.request(mail)
                .chain(requested -> notice(authentication.user(), email, now, browser)
                        .chain(notice -> put(link, token, now, browser, requested, notice)));
    }

    private Uni<Optional<MailRequested>> notice(UserState user, String email, Instant now, BrowserInfo browser) {
        return isReplaced(user, email)
                ? mails.request(NewMail.notice(
                        mails.verified(user), MailType.EMAIL_CHANGE_REQUESTED, now, Optional.of(browser.address())))
                : Uni.createFrom().item(Optional.empty());
    }

    /** Returns whether the account has a verified address other than this one. */
    static boolean isReplaced(UserState user, String email) {
        return user.emailVerified() && !email.equals(user.email());
    }

    private Uni<Void> put(
            EmailVerification link,
            OpaqueToken token,
            Instant now,
            BrowserInfo browser,
            Optional<MailRequested> mail,
            Optional<MailRequested> notice) {
        String subject = link.subject().toString();
        MailRequested[] requested =
                Stream.of(mail, notice).flatMap(Optional::stream).toArray(MailRequested[]::new);
        return Panache.withTransaction(() -> users.lock(link.subject())
                .chain(Panache::getSession)
                .chain(hibernate -> store.put(hibernate, link, token.hash(), now.plus(EmailVerification.LIFETIME))
                        .chain(() -> outbox.append(hibernate, requested))
                        .chain(() -> outbox.append(
                                hibernate,
                                audit.success(
                                        subject, AuditAction.EMAIL_LINK, subject, Map.of(), browser.address())))));
    }

    private static void requireAllowed(boolean allowed) {
        if (!allowed) {
            throw Problem.TOO_MANY_REQUESTS.because("too many emails were requested; try again in an hour");
        }
    }
}
