package dev.albireo.credentials.mail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.albireo.credentials.attempt.Attempts;
import dev.albireo.credentials.attempt.Budgets;
import dev.albireo.credentials.encryption.DataEncryption;
import dev.albireo.credentials.session.BrowserName;
import dev.albireo.credentials.user.LoginName;
import dev.albireo.events.MailContent;
import dev.albireo.events.MailRequested;
import dev.albireo.events.MailType;
import dev.albireo.events.UserState;
import dev.albireo.protocol.MailAddress;
import dev.albireo.web.IdGenerator;
import dev.albireo.web.WebConfig;
import io.quarkus.logging.Log;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The only place where mails are requested: to a verified address, or to one that a link is to prove, and a limited number of times for each
 * address.
 */
@Singleton
@Startup
public class MailRequests {
    private static final String FOR_WEBHOOKS = "mail+jwe";

    private static final Duration NOTICE_LIFETIME = Duration.ofDays(1);

    private final MailConfig config;
    private final ReportLinks reportLinks;
    private final Attempts attempts;
    private final Budgets budgets;
    private final DataEncryption encryption;
    private final ObjectMapper json;
    private final IdGenerator ids;
    private final MailLanguage language;
    private final String site;
    private final Clock clock;

    MailRequests(
            MailConfig config,
            ReportLinks reportLinks,
            Attempts attempts,
            Budgets budgets,
            DataEncryption encryption,
            ObjectMapper json,
            IdGenerator ids,
            MailLanguage language,
            WebConfig web,
            Clock clock) {
        this.config = config;
        this.reportLinks = reportLinks;
        this.attempts = attempts;
        this.budgets = budgets;
        this.encryption = encryption;
        this.json = json;
        this.ids = ids;
        this.language = language;
        this.site = web.issuerText();
        this.clock = clock;
    }

    /**
     * The receiver of a mail.
     *
     * @param subject the user, or an id of what the mail is about where there is no account yet
     * @param username how the mail addresses them
     * @param to the address; empty if there is none to send to
     * @param language the tag of the language that they chose, if it is known
     */
    public record Addressee(String subject, String username, Optional<String> to, Optional<String> language) {
        /** Returns a receiver at an address that is not verified yet; only for a mail whose link proves it. */
        public static Addressee proving(String subject, String username, String to) {
            return new Addressee(subject, username, Optional.of(to), Optional.empty());
        }

        /** Returns a text without the address. */
        @Override
        public String toString() {
            return "Addressee[" + subject + "]";
        }
    }

    /**
     * A mail to be requested.
     *
     * @param path where its link leads, at this provider
     * @param at when what it reports happened
     * @param address the network address it was done from
     * @param lifetime how long it is worth sending
     * @param code the code that the mail is about, if there is one
     * @param language the tag of the language for a receiver of whom none is known; if empty, that of the current page
     * @param browser the browser it was done in, if the mail names it
     */
    public record NewMail(
            Addressee addressee,
            MailType type,
            String path,
            Instant at,
            Optional<String> address,
            Duration lifetime,
            Optional<String> code,
            Optional<String> language,
            Optional<BrowserName> browser) {
        public NewMail(
                Addressee addressee,
                MailType type,
                String path,
                Instant at,
                Optional<String> address,
                Duration lifetime) {
            this(addressee, type, path, at, address, lifetime, Optional.empty(), Optional.empty(), Optional.empty());
        }

        /** Returns this mail with a code. */
        public NewMail with(String secret) {
            return new NewMail(addressee, type, path, at, address, lifetime, Optional.of(secret), language, browser);
        }

        /** Returns this mail in the language of an earlier page, if its receiver has chosen none. */
        public NewMail in(Optional<String> earlier) {
            return new NewMail(addressee, type, path, at, address, lifetime, code, earlier, browser);
        }

        /** Returns this mail with the browser in which it was done. */
        public NewMail from(BrowserName name) {
            return new NewMail(addressee, type, path, at, address, lifetime, code, language, Optional.of(name));
        }

        /** Returns a notice: its link leads to the page where the user reports that it was not them. */
        public static NewMail notice(Addressee addressee, MailType type, Instant at, Optional<String> address) {
            return new NewMail(addressee, type, "", at, address, NOTICE_LIFETIME);
        }

        /** Returns a text without the path and the code, which may be secrets. */
        @Override
        public String toString() {
            return "NewMail[" + type + "]";
        }
    }

    @PostConstruct
    void reportIfOff() {
        if (!config.enabled()) {
            Log.info(
                    "mail off: albireo.mail.enabled is false, users get no mails and cannot reset their password by mail");
        }
    }

    /** Returns whether users get mails. */
    public boolean enabled() {
        return config.enabled();
    }

    /** Returns the address that mails to this user are sent to; empty if mails are off or the user has no verified address. */
    public Optional<String> recipient(UserState user) {
        return Optional.ofNullable(user.email())
                .filter(email -> config.enabled() && user.emailVerified() && MailAddress.isValid(email));
    }

    /** Returns the user at their verified address, if there is one. */
    public Addressee verified(UserState user) {
        return new Addressee(user.subject(), user.username(), recipient(user), language.of(user));
    }

    /** Returns the user at this address, if it is their verified one and not, for example, only equal to their username. */
    public Addressee verifiedAt(UserState user, String email) {
        return new Addressee(
                user.subject(),
                user.username(),
                recipient(user).filter(to -> LoginName.of(to).equals(LoginName.of(email))),
                language.of(user));
    }

    /**
     * Returns the event that requests a mail, for the transaction of the change that it reports; empty if there is no address to send it to,
     * or too many mails of this kind were requested for the address within the last hour.
     */
    public Uni<Optional<MailRequested>> request(NewMail mail) {
        return mail.addressee()
                .to()
                .filter(to -> isSent(mail.type()) && MailAddress.isValid(to))
                .map(to -> attempts.reserve(budgets.mail(mail.type().isRequested() ? "link" : "notice", to))
                        .chain(allowed -> allowed
                                ? path(mail, to).map(path -> Optional.of(event(mail, to, path)))
                                : Uni.createFrom().item(Optional.<MailRequested>empty())))
                .orElse(Uni.createFrom().item(Optional.empty()));
    }

    private boolean isSent(MailType type) {
        return config.enabled() && (type != MailType.NEW_SIGN_IN || config.newSignIn());
    }

    private Uni<String> path(NewMail mail, String to) {
        return mail.type().isRequested()
                ? Uni.createFrom().item(mail.path())
                : reportLinks.create(UUID.fromString(mail.addressee().subject()), to);
    }

    private MailRequested event(NewMail mail, String to, String path) {
        Instant now = clock.instant();
        MailContent content = new MailContent(
                mail.type(),
                to,
                mail.addressee().username(),
                site,
                site + path,
                mail.at(),
                mail.address().orElse(null),
                mail.code().orElse(null),
                language.of(mail.addressee().language(), mail.language()).orElse(null),
                mail.browser().flatMap(BrowserName::browser).orElse(null),
                mail.browser().flatMap(BrowserName::system).orElse(null));
        return new MailRequested(
                ids.next().toString(),
                mail.addressee().subject(),
                encryption.forWebhooks(text(content), FOR_WEBHOOKS),
                now.plus(mail.lifetime()),
                now);
    }

    private String text(MailContent content) {
        try {
            return json.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("mail cannot be written as JSON: " + content.type(), e);
        }
    }
}
