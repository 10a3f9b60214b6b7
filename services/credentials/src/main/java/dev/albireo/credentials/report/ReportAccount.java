package dev.albireo.credentials.report;

import dev.albireo.credentials.mail.MailRequests;
import dev.albireo.credentials.mail.MailRequests.Addressee;
import dev.albireo.credentials.mail.MailRequests.NewMail;
import dev.albireo.credentials.mail.ReportLinks;
import dev.albireo.credentials.mail.ReportLinks.ReportLink;
import dev.albireo.credentials.oauth.OAuthNotifier;
import dev.albireo.credentials.session.BrowserInfo;
import dev.albireo.credentials.session.EndSession;
import dev.albireo.credentials.user.Users;
import dev.albireo.events.AuditAction;
import dev.albireo.events.MailRequested;
import dev.albireo.events.MailType;
import dev.albireo.events.SessionState;
import dev.albireo.events.UserState;
import dev.albireo.outbox.Audit;
import dev.albireo.outbox.Outbox;
import dev.albireo.web.PageRefusal;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Handles the report of a user that a change was not theirs: all sessions and grants end, and the user cannot change how they sign in for a
 * time, except for a new password by a link to the address that the report came from. A further report needs a further notice, so that a
 * reader of the mailbox cannot lock the account for ever.
 */
@ApplicationScoped
class ReportAccount {
    private static final Duration MAIL_LIFETIME = Duration.ofDays(1);

    private final ReportLinks links;
    private final AccountLockStore locks;
    private final MailRequests mails;
    private final Users users;
    private final EndSession endSession;
    private final OAuthNotifier oauth;
    private final Outbox outbox;
    private final Audit audit;
    private final AccountReportConfig config;
    private final Clock clock;

    ReportAccount(
            ReportLinks links,
            AccountLockStore locks,
            MailRequests mails,
            Users users,
            EndSession endSession,
            OAuthNotifier oauth,
            Outbox outbox,
            Audit audit,
            AccountReportConfig config,
            Clock clock) {
        this.links = links;
        this.locks = locks;
        this.mails = mails;
        this.users = users;
        this.endSession = endSession;
        this.oauth = oauth;
        this.outbox = outbox;
        this.audit = audit;
        this.config = config;
        this.clock = clock;
    }

    private record CommittedReport(UserState user, List<SessionState> ended) {}

    /** Returns the account of a link; rejected with a page if it is void. */
    Uni<UserState> accountOf(String token) {
        return link(token).chain(this::account);
    }

    /** Ends everything and locks the account, once; rejected as {@link #accountOf}. */
    Uni<Void> report(String token, BrowserInfo browser) {
        return link(token)
                .chain(link -> account(link)
                        .chain(user -> mails(link, user, browser))
                        .chain(requested -> Panache.withTransaction(() -> commit(link, token, requested, browser))))
                .call(done -> oauth.user(done.user(), done.ended()))
                .replaceWithVoid();
    }

    private Uni<CommittedReport> commit(
            ReportLink link, String token, List<MailRequested> requested, BrowserInfo browser) {
        String subject = link.subject().toString();
        Instant now = clock.instant();
        return users.lock(link.subject())
                .chain(() -> links.consume(token))
                .invoke(used -> {
                    if (!used) {
                        throw noLongerValid();
                    }
                })
                .chain(Panache::getSession)
                .call(hibernate -> locks.put(hibernate, link.subject(), link.email(), now, now.plus(config.lock())))
                .call(hibernate -> outbox.append(hibernate, requested.toArray(MailRequested[]::new)))
                .call(hibernate -> outbox.append(
                        hibernate,
                        audit.success(subject, AuditAction.ACCOUNT_REPORT, subject, Map.of(), browser.address())))
                .chain(() -> users.voidGrants(link.subject()))
                .chain(user -> endSession
                        .endAll(link.subject(), SessionState.REVOKED)
                        .map(ended -> new CommittedReport(user, ended)));
    }

    /** Every address is told: the one that the report came from, and the present one if it is another. */
    private Uni<List<MailRequested>> mails(ReportLink link, UserState user, BrowserInfo browser) {
        Addressee reporting = Addressee.proving(user.subject(), user.username(), link.email());
        Addressee present = mails.verified(user);
        return told(reporting, browser)
                .chain(first -> (present.to().equals(reporting.to())
                                ? Uni.createFrom().item(Optional.<MailRequested>empty())
                                : told(present, browser))
                        .map(second -> Stream.of(first, second)
                                .flatMap(Optional::stream)
                                .toList()));
    }

    private Uni<Optional<MailRequested>> told(Addressee addressee, BrowserInfo browser) {
        return mails.request(new NewMail(
                addressee,
                MailType.ACCOUNT_LOCKED,
                "/login/forgot",
                clock.instant(),
                Optional.of(browser.address()),
                MAIL_LIFETIME));
    }

    private Uni<UserState> account(ReportLink link) {
        return users.bySubject(link.subject()).map(found -> found.orElseThrow(ReportAccount::noLongerValid));
    }

    private Uni<ReportLink> link(String token) {
        return links.find(token).map(found -> found.orElseThrow(ReportAccount::noLongerValid));
    }

    private static PageRefusal noLongerValid() {
        return PageRefusal.of(
                        400,
                        "This link no longer works",
                        "It was used, or it is older than seven days. If you cannot sign in, choose a new password or ask your "
                                + "administrator for help.")
                .withLink("Choose a new password", "/login/forgot");
    }
}
