package dev.albireo.credentials.reset;

import dev.albireo.credentials.mail.MailRequests;
import dev.albireo.credentials.mail.MailRequests.NewMail;
import dev.albireo.credentials.report.AccountLocks;
import dev.albireo.credentials.user.Users;
import dev.albireo.events.AuditAction;
import dev.albireo.events.MailRequested;
import dev.albireo.events.MailType;
import dev.albireo.events.UserState;
import dev.albireo.outbox.Audit;
import dev.albireo.outbox.Outbox;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
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

/** Sends a user a link for a new password: its hash and the request of the mail are one transaction. */
@ApplicationScoped
public class SendResetLink {
    private final ResetLinkStore store;
    private final MailRequests mails;
    private final AccountLocks locks;
    private final Users users;
    private final Outbox outbox;
    private final Audit audit;
    private final SecureRandom random;
    private final Clock clock;

    SendResetLink(
            ResetLinkStore store,
            MailRequests mails,
            AccountLocks locks,
            Users users,
            Outbox outbox,
            Audit audit,
            SecureRandom random,
            Clock clock) {
        this.store = store;
        this.mails = mails;
        this.locks = locks;
        this.users = users;
        this.outbox = outbox;
        this.audit = audit;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Sends a link.
     *
     * @param actor who requests it: the user, or an administrator
     * @param address the network address of the user's browser
     */
    public Uni<ResetLinkResult> send(UserState user, String actor, Optional<String> address) {
        return send(user, actor, address, Optional.empty());
    }

    /** As above; {@code language} is that of the page where it is requested. */
    Uni<ResetLinkResult> send(UserState user, String actor, Optional<String> address, Optional<String> language) {
        if (!mails.enabled()) {
            return Uni.createFrom().item(ResetLinkResult.MAIL_OFF);
        }
        if (!user.enabled()) {
            return Uni.createFrom().item(ResetLinkResult.DISABLED);
        }
        return mails.recipient(user)
                .map(email -> locks.permitReset(UUID.fromString(user.subject()), email)
                        .chain(permitted -> permitted
                                ? request(user, actor, address, language)
                                : Uni.createFrom().item(ResetLinkResult.REPORTED)))
                .orElse(Uni.createFrom().item(ResetLinkResult.NO_VERIFIED_ADDRESS));
    }

    private Uni<ResetLinkResult> request(
            UserState user, String actor, Optional<String> address, Optional<String> language) {
        OpaqueToken token = OpaqueToken.random(OpaqueTokenType.PASSWORD_RESET, random);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        ResetLink link = new ResetLink(UUID.fromString(user.subject()), user.version(), now);
        return mails.request(new NewMail(
                                mails.verified(user),
                                MailType.PASSWORD_RESET,
                                "/login/reset?token=" + token.value(),
                                now,
                                address,
                                ResetLink.LIFETIME)
                        .in(language))
                .chain(mail -> mail.map(
                                event -> put(link, token, event, actor, address).replaceWith(ResetLinkResult.REQUESTED))
                        .orElse(Uni.createFrom().item(ResetLinkResult.TOO_MANY)));
    }

    /** A change of the account since it was read voids the link, by its version. */
    private Uni<Void> put(
            ResetLink link, OpaqueToken token, MailRequested mail, String actor, Optional<String> address) {
        String subject = link.subject().toString();
        return Panache.withTransaction(() -> users.lock(link.subject())
                .chain(Panache::getSession)
                .chain(hibernate -> store.put(hibernate, link, token.hash())
                        .chain(() -> outbox.append(
                                hibernate,
                                mail,
                                audit.success(
                                        actor,
                                        AuditAction.PASSWORD_RESET_LINK,
                                        subject,
                                        Map.of("mail", mail.requestId()),
                                        address.orElse(null))))));
    }
}
