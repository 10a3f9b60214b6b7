package dev.albireo.credentials.reset;

import dev.albireo.credentials.attempt.Attempts;
import dev.albireo.credentials.attempt.Budgets;
import dev.albireo.credentials.audit.AnonymousFailures;
import dev.albireo.credentials.login.OfferedRegistration;
import dev.albireo.credentials.mail.MailRequests;
import dev.albireo.credentials.password.Passwords;
import dev.albireo.credentials.reset.ResetRequestStore.ResetRequest;
import dev.albireo.credentials.session.BrowserInfo;
import dev.albireo.credentials.user.LoginName;
import dev.albireo.credentials.user.Users;
import dev.albireo.events.AuditAction;
import dev.albireo.events.UserState;
import dev.albireo.web.PageLanguage;
import dev.albireo.web.PageRefusal;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/**
 * Requests of users who forgot their password. A request is one row, whatever the name, and is answered at once; the account is looked up
 * afterwards, so that neither the response nor its time tells whether there is one.
 */
@ApplicationScoped
class ResetRequests {
    private final ResetRequestStore store;
    private final SendResetLink sendLink;
    private final Users users;
    private final Passwords passwords;
    private final Attempts attempts;
    private final Budgets budgets;
    private final AnonymousFailures anonymousFailures;
    private final MailRequests mails;
    private final OfferedRegistration offered;
    private final PageLanguage language;
    private final Clock clock;

    ResetRequests(
            ResetRequestStore store,
            SendResetLink sendLink,
            Users users,
            Passwords passwords,
            Attempts attempts,
            Budgets budgets,
            AnonymousFailures anonymousFailures,
            MailRequests mails,
            OfferedRegistration offered,
            PageLanguage language,
            Clock clock) {
        this.store = store;
        this.sendLink = sendLink;
        this.users = users;
        this.passwords = passwords;
        this.attempts = attempts;
        this.budgets = budgets;
        this.anonymousFailures = anonymousFailures;
        this.mails = mails;
        this.offered = offered;
        this.language = language;
        this.clock = clock;
    }

    /** Rejects with a page where mails are off. */
    void requireMail() {
        if (!mails.enabled()) {
            throw PageRefusal.of(
                    404, "Passwords cannot be reset by email here", "Ask your administrator for a new password.");
        }
    }

    /** Adds a request; false if too many were made from the network. A name that no account can have is forgotten. */
    Uni<Boolean> add(String name, BrowserInfo browser) {
        return attempts.reserve(budgets.resets(browser.address()))
                .call(allowed -> allowed
                        ? store.add(new ResetRequest(
                                LoginName.of(name).map(LoginName::value).orElse(""),
                                browser.address(),
                                clock.instant(),
                                Optional.of(language.tag())))
                        : Uni.createFrom().voidItem());
    }

    /** Processes every waiting request. */
    @Scheduled(
            every = "1s",
            delayed = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> process() {
        return store.take()
                .chain(taken -> taken.map(request -> processed(request).chain(this::process))
                        .orElse(Uni.createFrom().voidItem()));
    }

    /** Never fails: a request with a fault does not delay the next one. */
    private Uni<Void> processed(ResetRequest request) {
        return isLate(request)
                ? Uni.createFrom().voidItem()
                : users.byLoginName(request.name())
                        .chain(found -> found.map(user -> send(user, request))
                                .orElseGet(() -> refused(request, Optional.empty(), "unknown name")))
                        .onFailure()
                        .invoke(failure -> Log.errorf(failure, "password reset request failed"))
                        .onFailure()
                        .recoverWithNull();
    }

    private boolean isLate(ResetRequest request) {
        return request.at().plus(ResetLink.LIFETIME).isBefore(clock.instant());
    }

    /**
     * A user without a password, who signs in with a passkey alone, gets none this way, because it would open the account with less; except
     * where users register with a passkey: there the mailbox is what an account begins with, and what a lost passkey is replaced with.
     */
    private Uni<Void> send(UserState user, ResetRequest request) {
        return passwords
                .exists(UUID.fromString(user.subject()))
                .map(exists -> exists || offered.withPasskey())
                .chain(permitted -> permitted
                        ? attempts.reserve(budgets.resetOf(user.subject()))
                                .chain(allowed -> allowed
                                        ? sendLink.send(
                                                        user,
                                                        user.subject(),
                                                        Optional.of(request.address()),
                                                        request.language())
                                                .chain(sent -> sent == ResetLinkResult.REQUESTED
                                                        ? Uni.createFrom().voidItem()
                                                        : refused(request, Optional.of(user), sent.reason()))
                                        : refused(request, Optional.of(user), "too many requests"))
                        : refused(request, Optional.of(user), "no password"));
    }

    private Uni<Void> refused(ResetRequest request, Optional<UserState> user, String why) {
        return anonymousFailures.add(
                AuditAction.PASSWORD_RESET_LINK, user.map(UserState::subject).orElse(null), why, request.address());
    }
}
