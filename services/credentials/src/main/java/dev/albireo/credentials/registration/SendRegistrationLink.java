package dev.albireo.credentials.registration;

import dev.albireo.credentials.attempt.Attempts;
import dev.albireo.credentials.attempt.Budgets;
import dev.albireo.credentials.interaction.PendingInteraction;
import dev.albireo.credentials.login.OfferedRegistration;
import dev.albireo.credentials.mail.MailRequests;
import dev.albireo.credentials.mail.MailRequests.Addressee;
import dev.albireo.credentials.mail.MailRequests.NewMail;
import dev.albireo.credentials.session.BrowserInfo;
import dev.albireo.credentials.user.LoginName;
import dev.albireo.credentials.user.Users;
import dev.albireo.events.AuditAction;
import dev.albireo.events.Event;
import dev.albireo.events.MailRequested;
import dev.albireo.events.MailType;
import dev.albireo.events.UserState;
import dev.albireo.outbox.Audit;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import dev.albireo.web.IdGenerator;
import dev.albireo.web.Problem;
import dev.albireo.web.UserRegistrationMode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Sends links for a registration. The response to a user does not depend on whether there is an account with the address: if there is, a link that
 * no mail contains is stored, and the mail says that there is one. No mail has a text that its requester has chosen.
 */
@ApplicationScoped
public class SendRegistrationLink {
    private static final int MAX_NAME_LENGTH = 100;

    private final RegistrationLinkStore store;
    private final MailRequests mails;
    private final Users users;
    private final OfferedRegistration offered;
    private final Attempts attempts;
    private final Budgets budgets;
    private final Audit audit;
    private final IdGenerator ids;
    private final SecureRandom random;
    private final Clock clock;

    SendRegistrationLink(
            RegistrationLinkStore store,
            MailRequests mails,
            Users users,
            OfferedRegistration offered,
            Attempts attempts,
            Budgets budgets,
            Audit audit,
            IdGenerator ids,
            SecureRandom random,
            Clock clock) {
        this.store = store;
        this.mails = mails;
        this.users = users;
        this.offered = offered;
        this.attempts = attempts;
        this.budgets = budgets;
        this.audit = audit;
        this.ids = ids;
        this.random = random;
        this.clock = clock;
    }

    /** An invitation that was sent. */
    public record UserInvitation(String email, Instant expiresAt) {}

    /**
     * Sends a link to an address; rejected with {@code UNPROCESSABLE} if no mail is sent to it, or with {@code TOO_MANY_REQUESTS}.
     *
     * @param name what the page suggests as the user's name
     */
    Uni<Void> request(String submitted, String name, Optional<PendingInteraction> pending, BrowserInfo browser) {
        String email = Users.requireAddress(submitted);
        RegistrationLink link = new RegistrationLink(email, suggested(name), pending.map(PendingInteraction::token));
        return attempts.reserve(budgets.registration(browser.address()))
                .invoke(SendRegistrationLink::requireAllowed)
                .chain(() -> users.byLoginName(email))
                .chain(owner -> send(
                        link, owner, MailType.REGISTRATION, Optional.of(browser.address()), RegistrationLink.LIFETIME))
                .replaceWithVoid();
    }

    /**
     * Sends an invitation to an address. Rejected with {@code UNPROCESSABLE} if there are none here or no mail is sent to the address, {@code
     * CONFLICT} if an account has it, or {@code TOO_MANY_REQUESTS}.
     *
     * @param actor the administrator
     */
    public Uni<UserInvitation> invite(String submitted, String name, String actor) {
        if (offered.mode() == UserRegistrationMode.CLOSED || !mails.enabled()) {
            throw Problem.UNPROCESSABLE.because(
                    "no invitations are sent here: albireo.registration-page.mode is closed or albireo.mail.enabled is false");
        }
        String email = Users.requireAddress(submitted);
        RegistrationLink link = new RegistrationLink(email, suggested(name), Optional.empty());
        Event invited = audit.success(actor, AuditAction.USER_INVITE, ids.next().toString(), Map.of(), null);
        return users.byLoginName(email)
                .invoke(SendRegistrationLink::requireFree)
                .chain(() -> send(
                        link,
                        Optional.empty(),
                        MailType.INVITATION,
                        Optional.empty(),
                        RegistrationLink.LIFETIME_OF_INVITATION,
                        invited));
    }

    private Uni<UserInvitation> send(
            RegistrationLink link,
            Optional<UserState> owner,
            MailType type,
            Optional<String> address,
            Duration lifetime,
            Event... further) {
        Instant now = clock.instant();
        OpaqueToken token = OpaqueToken.random(OpaqueTokenType.REGISTRATION, random);
        NewMail mail = owner.map(user -> new NewMail(
                        mails.verifiedAt(user, link.email()),
                        MailType.ALREADY_REGISTERED,
                        "/login",
                        now,
                        address,
                        lifetime))
                .orElseGet(() -> new NewMail(
                        Addressee.proving(ids.next().toString(), link.email(), link.email()),
                        type,
                        "/register?token=" + token.value(),
                        now,
                        address,
                        lifetime));
        return mails.request(mail)
                .invoke(requested -> {
                    if (requested.isEmpty() && type == MailType.INVITATION) {
                        throw Problem.TOO_MANY_REQUESTS.because(
                                "too many emails were sent to this address; try again in an hour");
                    }
                })
                .chain(requested -> store.add(link, token.hash(), now.plus(lifetime), events(requested, further)))
                .replaceWith(new UserInvitation(link.email(), now.plus(lifetime)));
    }

    private static Event[] events(Optional<MailRequested> mail, Event... further) {
        return Stream.concat(mail.stream(), Arrays.stream(further)).toArray(Event[]::new);
    }

    private static String suggested(String name) {
        String text = LoginName.normalize(name);
        return LoginName.isPlain(text) && text.length() <= MAX_NAME_LENGTH ? text : "";
    }

    private static void requireFree(Optional<UserState> owner) {
        if (owner.isPresent()) {
            throw Problem.CONFLICT.because("the address belongs to an account", "email");
        }
    }

    private static void requireAllowed(boolean allowed) {
        if (!allowed) {
            throw Problem.TOO_MANY_REQUESTS.because(
                    "too many accounts were created from your network; try again in an hour");
        }
    }
}
