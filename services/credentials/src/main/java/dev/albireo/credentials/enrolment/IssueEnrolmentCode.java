package dev.albireo.credentials.enrolment;

import dev.albireo.credentials.factor.EnrolledFactors;
import dev.albireo.credentials.factor.FactorLookup;
import dev.albireo.credentials.mail.MailRequests;
import dev.albireo.credentials.mail.MailRequests.NewMail;
import dev.albireo.credentials.session.SecondFactorRules;
import dev.albireo.credentials.user.AdministratorRights;
import dev.albireo.credentials.user.UserView;
import dev.albireo.credentials.user.Users;
import dev.albireo.events.AuditAction;
import dev.albireo.events.MailRequested;
import dev.albireo.events.MailType;
import dev.albireo.events.UserState;
import dev.albireo.outbox.Audit;
import dev.albireo.outbox.Outbox;
import dev.albireo.web.Problem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Issues an enrolment code for a user on behalf of an administrator; an earlier code of the user is void. */
@ApplicationScoped
public class IssueEnrolmentCode {
    private final EnrolmentCodeStore store;
    private final SecondFactorRules rules;
    private final FactorLookup factors;
    private final MailRequests mails;
    private final Users users;
    private final AdministratorRights rights;
    private final Outbox outbox;
    private final Audit audit;
    private final SecureRandom random;
    private final Clock clock;

    IssueEnrolmentCode(
            EnrolmentCodeStore store,
            SecondFactorRules rules,
            FactorLookup factors,
            MailRequests mails,
            Users users,
            AdministratorRights rights,
            Outbox outbox,
            Audit audit,
            SecureRandom random,
            Clock clock) {
        this.store = store;
        this.rules = rules;
        this.factors = factors;
        this.mails = mails;
        this.users = users;
        this.rights = rights;
        this.outbox = outbox;
        this.audit = audit;
        this.random = random;
        this.clock = clock;
    }

    /**
     * A new code; no other response contains it.
     *
     * @param mailed whether a mail with it was requested
     */
    public record IssuedEnrolmentCode(UserView user, String code, Instant expiresAt, boolean mailed) {
        /** Returns a text without the code. */
        @Override
        public String toString() {
            return "IssuedEnrolmentCode[" + expiresAt + "]";
        }
    }

    /**
     * Returns the code. Rejected with {@code FORBIDDEN} if the role of the administrator does not extend to the account, {@code CONFLICT} if
     * the user has a second factor, {@code UNPROCESSABLE} if the account is disabled or the mail has no recipient, or {@code
     * TOO_MANY_REQUESTS}.
     *
     * @param mail whether the code is mailed to the user's verified address
     */
    public Uni<IssuedEnrolmentCode> issue(UserView user, boolean mail, String actor) {
        rights.checkChange(user.state());
        EnrolmentCode code = EnrolmentCode.random(random);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant expiresAt = now.plus(rules.enrolmentCodeLife());
        Uni<Optional<MailRequested>> requested =
                mail ? mailed(user.state(), code, now) : Uni.createFrom().item(Optional.empty());
        return requested.chain(
                event -> Panache.withTransaction(() -> stored(user, code, now, expiresAt, event, actor)));
    }

    private Uni<IssuedEnrolmentCode> stored(
            UserView user,
            EnrolmentCode code,
            Instant now,
            Instant expiresAt,
            Optional<MailRequested> mail,
            String actor) {
        UUID subject = UUID.fromString(user.state().subject());
        return users.lockView(subject)
                .invoke(locked -> rights.checkChange(locked.state()))
                .invoke(locked -> requireEnabled(locked.state()))
                .call(locked -> factors.inTransaction(subject).invoke(IssueEnrolmentCode::requireNone))
                .call(locked -> Panache.getSession()
                        .call(hibernate -> store.put(hibernate, subject, code.hash(subject), now, expiresAt))
                        .call(hibernate -> outbox.append(
                                hibernate,
                                audit.success(
                                        actor,
                                        AuditAction.ENROLMENT_CODE_ISSUE,
                                        subject.toString(),
                                        detail(expiresAt, mail),
                                        null)))
                        .call(hibernate ->
                                outbox.append(hibernate, mail.stream().toArray(MailRequested[]::new))))
                .map(locked -> new IssuedEnrolmentCode(locked, code.grouped(), expiresAt, mail.isPresent()));
    }

    private static Map<String, String> detail(Instant expiresAt, Optional<MailRequested> mail) {
        String until = expiresAt.toString();
        return mail.map(event -> Map.of("until", until, "mail", event.requestId()))
                .orElseGet(() -> Map.of("until", until));
    }

    private Uni<Optional<MailRequested>> mailed(UserState user, EnrolmentCode code, Instant now) {
        if (!mails.enabled()) {
            throw Problem.UNPROCESSABLE.because("no mails are sent here: albireo.mail.enabled is false (docs/mail.md)");
        }
        requireEnabled(user);
        if (mails.recipient(user).isEmpty()) {
            throw Problem.UNPROCESSABLE.because("the user has no verified email address");
        }
        return mails.request(new NewMail(
                                mails.verified(user),
                                MailType.ENROLMENT_CODE,
                                "/account",
                                now,
                                Optional.empty(),
                                rules.enrolmentCodeLife())
                        .with(code.grouped()))
                .invoke(event -> {
                    if (event.isEmpty()) {
                        throw Problem.TOO_MANY_REQUESTS.because(
                                "too many codes and links were sent to the user's address; try again in an hour");
                    }
                });
    }

    private static void requireEnabled(UserState user) {
        if (!user.enabled()) {
            throw Problem.UNPROCESSABLE.because("the account is disabled; enable it first");
        }
    }

    private static void requireNone(EnrolledFactors found) {
        if (!found.none()) {
            throw Problem.CONFLICT.because(
                    "the user has a second factor and adds others with it; an enrolment code is for the first one");
        }
    }
}
